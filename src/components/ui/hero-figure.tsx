import type { ReactNode } from 'react';
import type { Figure } from '@/lib/shared/format';
import { PageLink } from './page-link';

interface HeroFigureProps extends Figure {
  /** `h2` where the page has a heading already. */
  level?: 'h1' | 'h2';
  children: ReactNode;
}

/** The opening of a page: one large figure, then the sentence that explains it. */
export function HeroFigure({ figure, unit, level: Heading = 'h1', children }: HeroFigureProps) {
  return (
    <div className="pt-3 pb-1">
      <Heading className="text-[clamp(3rem,17vw,3.75rem)] leading-none font-semibold tracking-[-0.035em] two:text-[5.5rem]">
        {figure} <span className="text-soft">{unit}</span>
      </Heading>
      <p className="mt-2.5 max-w-[46ch] text-[1.0625rem] leading-normal two:text-xl">{children}</p>
    </div>
  );
}

/** A number in the sentence, linked to what it counts. */
export function FigureLink({ href, children }: { href: string; children: ReactNode }) {
  return (
    <PageLink href={href} className="font-[550] decoration-accent decoration-2">
      {children}
    </PageLink>
  );
}
