import { PageLink } from './page-link';

export interface Choice {
  name: string;
  href: string;
  isChosen: boolean;
}

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
        <PageLink key={name} href={href} aria-current={isChosen ? 'true' : undefined} className="choice">
          {name}
        </PageLink>
      ))}
    </nav>
  );
}
