import { leaveOutHref } from '@/components/shell/page-links';
import { riskyButton } from '@/components/ui/button-style';
import { Card } from '@/components/ui/card';
import { Named } from '@/components/ui/named';
import { PageLink } from '@/components/ui/page-link';
import { PageTitle } from '@/components/ui/page-title';
import type { ReaderFormat } from '@/lib/shared/format';
import { type RemovalChoice, type RemovalPreview, UNDO_DAYS } from '@/lib/shared/history/removal';
import { plainText } from '@/lib/shared/named-text';

interface RemovalViewProps {
  offered: (RemovalPreview & { choice: RemovalChoice })[];
  format: ReaderFormat;
}

/** What can be removed, each with its own button: seeing it named is the confirmation. Works without scripts. */
export const RemovalView = ({ offered, format }: RemovalViewProps) => (
  <>
    <PageTitle title="Remove plays">
      Removed plays leave your history and every figure. You can undo this for {UNDO_DAYS} days on your{' '}
      <PageLink href="/me#removed-plays">account page</PageLink>. No sync and no import brings them back.
    </PageTitle>
    <Instead choice={offered[0]?.choice} />
    {offered.map(({ choice, label, plays, from, to }, index) => (
      <Card key={plainText(label)} id={`choice-${index}`} title={<Named text={label} />}>
        <p className="mb-4 text-sm">{from === to ? format.dayAndTime(from) : format.range(from, to)}</p>
        <form method="post" action="/api/removals">
          {Object.entries(fieldsOf(choice)).map(([name, value]) => (
            <input key={name} type="hidden" name={name} value={value} />
          ))}
          <button type="submit" className={riskyButton}>
            Remove {format.count(plays, 'play')}
          </button>
        </form>
      </Card>
    ))}
  </>
);

/** Of a play: the way to keep it, and only leave it out of statistics. */
function Instead({ choice }: { choice: RemovalChoice | undefined }) {
  if (!choice || choice.what === 'artist') return null;
  const { playedAt, trackId } = choice;
  return (
    <p className="text-sm">
      <PageLink href={leaveOutHref({ playedAt: playedAt.toISOString(), trackId })}>
        Keep the plays, and leave them out of statistics…
      </PageLink>
    </p>
  );
}

const fieldsOf = (choice: RemovalChoice): Record<string, string> =>
  choice.what === 'artist'
    ? { what: 'artist', artistId: String(choice.artistId) }
    : { what: choice.what, playedAt: choice.playedAt.toISOString(), trackId: String(choice.trackId) };
