import type { ReactNode } from 'react';

/** The heading of a page, and the sentence under it. */
export function PageTitle({ title, children }: { title: ReactNode; children?: ReactNode }) {
  return (
    <div className="pt-3 pb-1">
      <h1 className="text-[2.125rem] leading-tight font-semibold tracking-[-0.025em] text-balance two:text-[3.25rem]">
        {title}
      </h1>
      {children ? (
        <p className="mt-2 max-w-[56ch] text-[1.0625rem] leading-normal two:text-lg">{children}</p>
      ) : null}
    </div>
  );
}
