import { outlineButton } from '@/components/ui/button-style';
import { Card } from '@/components/ui/card';
import { ListRow } from '@/components/ui/list-row';
import { PageLink } from '@/components/ui/page-link';
import { type ReaderFormat, SEPARATOR } from '@/lib/shared/format';
import type { Exclusion, ExclusionList } from '@/lib/shared/history/exclusion';
import { HoursForm, SpanForm } from './exclusion-forms';
import { exclusionHref, exclusionMeaning, exclusionTitle } from './exclusion-labels';
import { ExclusionProgress } from './exclusion-progress';

interface ExclusionsCardProps {
  list: ExclusionList;
  format: ReaderFormat;
}

/** What the listener leaves out of statistics, each with a form that undoes it, and forms that leave out more. */
export const ExclusionsCard = ({ list: { exclusions, plays, check }, format }: ExclusionsCardProps) => (
  <Card
    id="exclusions"
    title="Left out of statistics"
    note="Plays you leave out stay in your archive and in every export, but do not count."
  >
    <ExclusionProgress check={check} locale={format.locale} />
    {exclusions.length === 0 ? (
      <p className="text-sm">
        Everything counts.
        <span className="print:hidden">
          {' '}
          To leave out an artist, album or track, open its page, or press the “…” beside a play in your
          history.
        </span>
      </p>
    ) : (
      <>
        <p className="mb-3 text-sm">{format.count(plays, 'play')} left out.</p>
        <ul className="grid">
          {exclusions.map((exclusion) => (
            <ExclusionRow key={exclusion.id} exclusion={exclusion} format={format} />
          ))}
        </ul>
      </>
    )}
    <div className="mt-5 grid gap-5 border-t border-line pt-5 two:grid-cols-2 print:hidden">
      <SpanForm timeZone={format.timeZone} />
      <HoursForm />
    </div>
  </Card>
);

function ExclusionRow({ exclusion, format }: { exclusion: Exclusion; format: ReaderFormat }) {
  const title = exclusionTitle(exclusion, format);
  const href = exclusionHref(exclusion);
  const name = <bdi>{title}</bdi>;
  return (
    <ListRow
      title={href ? <PageLink href={href}>{name}</PageLink> : name}
      note={`${exclusionMeaning(exclusion, format)}${SEPARATOR}since ${format.dayAndTime(exclusion.createdAt)}`}
    >
      <form method="post" action={`/api/exclusions/${exclusion.id}/undo`}>
        <button type="submit" aria-label={`Undo: ${title}`} className={outlineButton}>
          Undo
        </button>
      </form>
    </ListRow>
  );
}
