import { outlineButton } from '@/components/ui/button-style';
import { PageLink } from '@/components/ui/page-link';
import type { ArchivedDays } from '@/lib/shared/analytics/statistics';
import type { ReaderFormat } from '@/lib/shared/format';

interface NoPlaysThenProps {
  /** Null where that is not what it is about; no days where all are still to come. */
  archived: ArchivedDays | null;
  format: ReaderFormat;
}

/** In place of the list of days without plays: hatched where the archive lacks some, with the way to have them. */
export function NoPlaysThen({ archived, format }: NoPlaysThenProps) {
  if (archived === null || archived.days === 0) return null;
  const { days, archivedDays } = archived;
  const isWhole = archivedDays === days;
  return (
    <section
      aria-labelledby="no-plays"
      className={`rounded-card border border-line ${isWhole ? 'bg-card' : 'hatched p-3 two:p-6'}`}
    >
      <div className="grid max-w-[34rem] justify-items-start gap-3 rounded-lg bg-card px-4 py-4 two:px-6 two:py-5">
        <h2 id="no-plays" className="text-[1.0625rem] font-semibold">
          {isWhole ? 'No plays' : archivedDays === 0 ? 'Not archived' : 'Archived in part'}
        </h2>
        <p className="text-soft">{explanation(archived, format)}</p>
        {isWhole ? null : (
          <PageLink href="/import" className={outlineButton}>
            Import your history
          </PageLink>
        )}
      </div>
    </section>
  );
}

function explanation({ days, archivedDays }: ArchivedDays, format: ReaderFormat): string {
  const these = days === 1 ? 'this day' : 'these days';
  if (archivedDays === days) return `Your archive has all of ${these}, and no such play.`;
  const lack =
    archivedDays === 0
      ? `Your archive does not reach ${these}.`
      : `Your archive has ${format.number(archivedDays)} of these ${format.count(days, 'day')}, and no such play.`;
  return `${lack} Spotify can send you everything you ever played, as files to import here.`;
}
