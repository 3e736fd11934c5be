import { PageLink } from './page-link';

export interface Choice {
  name: string;
  href: string;
  isChosen: boolean;
}

export const choiceStyle =
  'block rounded-lg px-2.5 py-[15px] text-sm leading-none font-medium whitespace-nowrap text-soft no-underline hover:text-ink aria-[current]:bg-ink aria-[current]:text-paper two:px-3 two:py-2';

interface ChoiceTabsProps {
  label: string;
  choices: Choice[];
  /** Left out of wide pages, which offer the choice elsewhere. */
  isNarrowOnly?: boolean;
}

/** A choice of one among a few, as links: the URL holds it. */
export function ChoiceTabs({ label, choices, isNarrowOnly = false }: ChoiceTabsProps) {
  return (
    <nav
      aria-label={label}
      className={`flex w-fit max-w-full flex-wrap gap-0.5 rounded-[10px] border border-line bg-card p-[3px] ${isNarrowOnly ? 'wide:hidden' : ''}`}
    >
      {choices.map(({ name, href, isChosen }) => (
        <PageLink key={name} href={href} aria-current={isChosen ? 'true' : undefined} className={choiceStyle}>
          {name}
        </PageLink>
      ))}
    </nav>
  );
}
