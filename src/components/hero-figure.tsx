import Link from 'next/link';
import type { ReactNode } from 'react';
import type { Figure } from '@/lib/shared/format';

/** What a page opens with: one large figure, then the sentence that reads it. */
export function HeroFigure({ figure, unit, children }: Figure & { children: ReactNode }) {
  return (
    <div className="pt-3 pb-1">
      <h1 className="text-[clamp(3rem,17vw,3.75rem)] leading-none font-semibold tracking-[-0.035em] two:text-[88px]">
        {figure} <span className="font-light text-soft">{unit}</span>
      </h1>
      <p className="mt-2.5 max-w-[46ch] text-[17px] leading-normal text-pretty two:text-xl">{children}</p>
    </div>
  );
}

/** A number of the sentence, linked to what stands behind it. */
export function FigureLink({ href, children }: { href: string; children: ReactNode }) {
  return (
    <Link href={href} prefetch={false} className="font-[550] decoration-accent decoration-2">
      {children}
    </Link>
  );
}
