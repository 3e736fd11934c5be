import { HatchIcon } from '@/components/charts/hatch-icon';
import { pageHref } from '@/components/shell/page-links';
import { PageLink } from '@/components/ui/page-link';
import type { PlacedGap } from '@/lib/shared/analytics/dashboard';
import { REMEMBERED_PLAYS } from '@/lib/shared/archival/remembered-plays';
import type { ReaderFormat } from '@/lib/shared/format';
import { DismissGaps } from './dismiss-gaps';

const SHOWN = 1;

/** All open gaps, the latest first; the older ones are folded. */
export function GapBanner({ gaps, format }: { gaps: PlacedGap[]; format: ReaderFormat }) {
  if (gaps.length === 0) return null;
  const older = gaps.slice(SHOWN);
  return (
    <section
      aria-label="Plays that may be missing"
      className="flex gap-3 rounded-[10px] border border-dashed border-edge px-4 py-3 text-sm text-soft"
    >
      <HatchIcon />
      <div className="grid min-w-0 flex-1 gap-1">
        {gaps.slice(0, SHOWN).map((gap) => (
          <GapLine key={gap.from} gap={gap} format={format} />
        ))}
        <p>
          Spotify shows only the last {format.count(REMEMBERED_PLAYS, 'play')}, and more were played before
          the next sync. <PageLink href="/import">Fill the gap from your Spotify export</PageLink>.
        </p>
        {older.length > 0 ? (
          <details>
            <summary className="w-fit cursor-pointer leading-6 underline underline-offset-3">
              {format.count(older.length, 'earlier gap')}
            </summary>
            <div className="mt-1 grid gap-1">
              {older.map((gap) => (
                <GapLine key={gap.from} gap={gap} format={format} />
              ))}
            </div>
          </details>
        ) : null}
      </div>
      <DismissGaps until={latestEnd(gaps)} />
    </section>
  );
}

const latestEnd = (gaps: PlacedGap[]): string =>
  gaps.reduce((latest, { to }) => (to > latest ? to : latest), '');

function GapLine({ gap, format }: { gap: PlacedGap; format: ReaderFormat }) {
  return (
    <p>
      <b className="font-[550] text-ink">Up to {format.count(gap.missedAtMost, 'play')} may be missing</b> on{' '}
      <PageLink href={pageHref('/history', { cursor: gap.cursor })}>
        {format.range(gap.from, gap.to)}
      </PageLink>
      .
    </p>
  );
}
