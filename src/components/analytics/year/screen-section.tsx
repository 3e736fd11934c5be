import { FigureLink } from '@/components/ui/hero-figure';
import type { Screen, ScreenName } from '@/lib/shared/analytics/year/screen';
import { unbroken } from '@/lib/shared/formatters';
import { PictureLinks } from './picture-links';
import type { ScreenLinks } from './screen-links';
import { ScreenBars, ScreenRows } from './screen-rows';

interface ScreenSectionProps {
  screen: Screen<ScreenName>;
  /** What the picture is called when it is saved, without the screen: "2026". */
  of: string;
  links: ScreenLinks;
  /** The screen after this one; none after the last. */
  next: Screen<ScreenName> | undefined;
}

/** One screen: a title, one large figure, the sentence that explains it, then its lists or bars. */
export function ScreenSection({ screen, of, links, next }: ScreenSectionProps) {
  const { name, title, bars } = screen;
  return (
    <section
      id={name}
      aria-labelledby={`${name}-title`}
      className="flex snap-start scroll-mt-4 flex-col gap-6 border-t border-line py-10"
    >
      <Opening screen={screen} links={links} />
      <Lists screen={screen} links={links} />
      {bars.length > 0 ? <ScreenBars bars={bars} links={links} /> : null}
      <div className="flex flex-wrap items-center justify-between gap-x-6 gap-y-3 print:hidden">
        {links.picture ? <PictureLinks of={of} name={name} title={title} picture={links.picture} /> : null}
        {next ? (
          <a href={`#${next.name}`} className="py-1 text-sm text-soft hover:text-ink">
            {next.title} ↓
          </a>
        ) : null}
      </div>
    </section>
  );
}

type PartProps = Pick<ScreenSectionProps, 'screen' | 'links'>;

function Opening({ screen, links }: PartProps) {
  const { name, title, figure, unit } = screen;
  return (
    <div>
      <h2 id={`${name}-title`} className="text-[0.9375rem] font-semibold text-accent-ink">
        {title}
      </h2>
      <p className="mt-2 font-display text-[clamp(2.75rem,14vw,3.75rem)] leading-none font-semibold tracking-[-0.035em] text-balance wrap-anywhere two:text-[5rem]">
        {figure} <span className="text-soft">{unit}</span>
      </p>
      <p className="mt-3 max-w-[46ch] text-[1.0625rem] wrap-anywhere leading-normal two:text-xl">
        <Sentence screen={screen} links={links} />
      </p>
    </div>
  );
}

function Lists({ screen: { lists }, links }: PartProps) {
  if (lists.length === 0) return null;
  const columns = lists.length > 1 ? 'wide:auto-cols-fr wide:grid-flow-col wide:gap-10' : 'max-w-[640px]';
  return (
    <div className={`grid gap-7 ${columns}`}>
      {lists.map((list) => (
        <ScreenRows key={list.title} list={list} links={links} />
      ))}
    </div>
  );
}

function Sentence({ screen: { sentence }, links }: PartProps) {
  return sentence.map((part) => {
    if (typeof part === 'string') return part;
    const href = part.target && links.figure(part.target);
    const text = <bdi key={part.text}>{unbroken(part.text)}</bdi>;
    return href === null ? (
      text
    ) : (
      <FigureLink key={part.text} href={href}>
        {text}
      </FigureLink>
    );
  });
}
