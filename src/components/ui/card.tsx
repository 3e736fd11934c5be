import type { ReactNode } from 'react';

interface CardProps {
  id: string;
  title: ReactNode;
  /** The one thing worth knowing about the content. */
  note?: ReactNode;
  className?: string;
  children: ReactNode;
}

/** Of a card with a list that grows with it, where it is stretched to the card beside it. */
export const GROWING_LIST = 'flex flex-col';

/** A titled region. `id` is what links point at; the heading names the region for screen readers. */
export function Card({ id, title, note, className = '', children }: CardProps) {
  return (
    <section
      id={id}
      aria-labelledby={`${id}-title`}
      className={`min-w-0 scroll-mt-4 relative rounded-card border border-line bg-card px-4 py-[18px] shadow-card two:px-6 two:py-[22px] ${className}`}
    >
      <h2 id={`${id}-title`} className="mb-3.5 text-[1.0625rem] font-semibold">
        {title}
      </h2>
      {note ? <p className="-mt-2 mb-4 text-[0.8125rem] text-soft">{note}</p> : null}
      {children}
    </section>
  );
}

/** Two cards side by side; the only one of the two is as wide as both. */
export const CardPair = ({ children }: { children: ReactNode }) => (
  <div className="grid gap-4 two:gap-5 wide:grid-cols-2 wide:*:only:col-span-2">{children}</div>
);
