import type { ReactNode } from 'react';

/** What the marks of a chart mean, in words. */
export function ChartKey({ children }: { children: ReactNode }) {
  return (
    <div className="flex flex-wrap items-center gap-x-4 gap-y-1 text-[0.8125rem] text-soft">{children}</div>
  );
}

export function KeyEntry({
  mark,
  className = '',
  children,
}: {
  mark: 'bar' | 'partial' | 'before' | 'missing';
  className?: string;
  children: ReactNode;
}) {
  return (
    <span className={`flex items-center gap-2 ${className}`}>
      <span aria-hidden="true" className={MARKS[mark]} />
      {children}
    </span>
  );
}

const MARKS = {
  bar: 'drawn size-3 rounded-[3px] bg-q3',
  partial: 'drawn size-3 rounded-[3px] bg-q3 opacity-50',
  before: 'drawn h-[3px] w-3 bg-ink opacity-55',
  missing: 'hatched size-3 rounded-[3px]',
} as const;
