import type { ReactNode } from 'react';

/** Around the bars that hold a page's places; `says` is what is heard meanwhile. */
export const SkeletonFrame = ({ says, children }: { says: string; children: ReactNode }) => (
  <div aria-busy="true" className="grid gap-4 two:gap-5">
    <p role="status" className="sr-only">
      {says}
    </p>
    {children}
  </div>
);

/** Of a heading and the sentence under it, so many lines high. */
export const TitleBars = ({ sentence = 'h-[51px] two:h-[27px]' }: { sentence?: string }) => (
  <div className="grid gap-2 pt-3 pb-1">
    <div className="skeleton h-[42px] w-56 max-w-full two:h-[65px]" />
    <div className={`skeleton w-full max-w-[56ch] ${sentence}`} />
  </div>
);
