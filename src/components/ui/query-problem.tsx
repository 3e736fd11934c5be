import type { ReactNode } from 'react';

interface AddressProblemProps {
  /** The parameter at fault. */
  field: string;
  /** What is wrong with it, and what is shown instead. */
  children: ReactNode;
}

/** The address asked for something that cannot be; the page shows what it can and says so. */
export function QueryProblem({ field, children }: AddressProblemProps) {
  return (
    <p role="alert" className="rounded-[10px] border border-edge bg-card px-4 py-3 text-sm">
      <b className="font-[550]">A part of the address could not be read.</b>{' '}
      <span className="text-soft">
        <code className="text-ink">{field}</code> {children}
      </span>
    </p>
  );
}
