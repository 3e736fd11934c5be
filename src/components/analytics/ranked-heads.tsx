import { PageLink } from '@/components/ui/page-link';
import type { Measure } from '@/lib/shared/analytics/range';

export interface RankedHeads {
  /** What the rows are ranked by. */
  by: Measure;
  /** What the names are. */
  name: string;
  playsHref: string;
  timeHref: string;
}

/** The heads of a ranking's columns on wide screens; those of the figures lead to their order. */
export function RankedHeads({
  by,
  name,
  playsHref,
  timeHref,
  isCompared,
}: RankedHeads & { isCompared: boolean }) {
  return (
    <div
      className={`mb-1 hidden items-baseline gap-3 border-b border-line pb-2 text-[0.8125rem] text-soft wide:grid ${
        isCompared
          ? 'grid-cols-[1.625rem_44px_minmax(0,1fr)_4rem_7.5rem_7.5rem]'
          : 'grid-cols-[1.625rem_44px_minmax(0,1fr)_7.5rem_7.5rem]'
      }`}
    >
      <span className="col-start-3">{name}</span>
      {isCompared ? <span className="text-right">Places</span> : null}
      <Sort name="Plays" href={playsHref} isChosen={by === 'plays'} />
      <Sort name="Time" href={timeHref} isChosen={by === 'time'} />
    </div>
  );
}

const Sort = ({ name, href, isChosen }: { name: string; href: string; isChosen: boolean }) => (
  <PageLink
    href={href}
    aria-label={`${name}: ${isChosen ? 'sorted, most first' : 'sort'}`}
    aria-current={isChosen ? 'true' : undefined}
    className="justify-self-end py-0.5 no-underline hover:underline aria-[current]:font-[550] aria-[current]:text-ink"
  >
    {name}
    {isChosen ? ' ↓' : ''}
  </PageLink>
);
