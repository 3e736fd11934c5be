import { EntityLink } from '@/components/catalogue/entity-link';
import { CoverArt } from '@/components/ui/cover-art';
import { Name } from '@/components/ui/named';
import { PageLink } from '@/components/ui/page-link';
import { fullBar, type ScreenBar, type ScreenList } from '@/lib/shared/analytics/year/screen';
import type { ScreenLinks } from './screen-links';

type Linked<T> = T & { links: ScreenLinks };

/** A short list: art, name with one line about it, figure. */
export function ScreenRows({ list: { title, rows }, links }: Linked<{ list: ScreenList }>) {
  return (
    <div className="min-w-0">
      <h3 className="mb-2.5 text-[0.9375rem] font-semibold">{title}</h3>
      <ol className="grid gap-3">
        {rows.map((row) => (
          <li
            key={`${row.name} ${row.detail}`}
            className="grid grid-cols-[44px_minmax(0,1fr)_auto] items-center gap-3"
          >
            <CoverArt imageUrl={row.imageUrl} name={row.name} />
            <span className="grid min-w-0 leading-[1.35]">
              <EntityLink href={links.name(row)} name={row.name} />
              <span className="line-clamp-2 text-[0.8125rem] text-soft">
                <Name>{row.detail}</Name>
              </span>
            </span>
            {row.figure ? <Figure text={row.figure} href={row.target && links.figure(row.target)} /> : null}
          </li>
        ))}
      </ol>
    </div>
  );
}

function Figure({ text, href }: { text: string; href: string | null }) {
  const style = 'inline-block min-w-6 text-right text-sm leading-6 whitespace-nowrap';
  if (href === null) return <span className={`${style} text-soft`}>{text}</span>;
  return (
    <PageLink href={href} className={style}>
      {text}
    </PageLink>
  );
}

/** A bar for each month or week, all of one scale: paler where it is not over, hatched where the archive lacks something, with words. */
export function ScreenBars({ bars, links }: Linked<{ bars: ScreenBar[] }>) {
  const full = fullBar(bars);
  const largest = Math.max(...bars.map(({ value }) => value));
  return (
    <ol className="grid grid-cols-[auto_minmax(0,1fr)_auto] gap-y-1.5">
      {bars.map((bar) => (
        <li key={bar.label} className="col-span-3 grid grid-cols-subgrid items-center">
          <span className="text-sm">
            {bar.label} {bar.isArchived && bar.note ? <Note text={bar.note} /> : null}
          </span>
          <span aria-hidden="true" className={`mx-3 block h-4 ${bar.isWhole ? '' : 'hatched'}`}>
            <span
              className={`block h-4 rounded-[2px] drawn ${bar.value === largest ? 'bg-q4' : 'bg-q3'} ${bar.isRunning ? 'opacity-50' : ''}`}
              style={{ width: `${(bar.value / full) * 100}%` }}
            />
          </span>
          <span className="text-right">
            {bar.isArchived ? (
              <Figure text={bar.figure} href={bar.target && links.figure(bar.target)} />
            ) : (
              <Note text={bar.note} />
            )}
          </span>
        </li>
      ))}
    </ol>
  );
}

/** On a phone under the name of its month, or all bars were shorter. */
const Note = ({ text }: { text: string }) => (
  <span className="text-[0.8125rem] leading-6 text-soft max-two:block">{text}</span>
);
