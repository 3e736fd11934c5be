import { SkeletonRows } from './skeleton-rows';

/** Holds the places of a long list and of what stands above it. */
export function ListSkeleton() {
  return (
    <div aria-busy="true" className="grid gap-4 two:gap-5">
      <p role="status" className="sr-only">
        Loading your plays…
      </p>
      <div className="skeleton h-[38px] w-full max-w-[430px] rounded-[10px]" />
      <div className="grid gap-2 pt-3 pb-1">
        <div className="skeleton h-[42px] w-56 two:h-[65px]" />
        <div className="skeleton h-[51px] w-full max-w-[56ch] two:h-[54px]" />
      </div>
      <div className="skeleton h-[60px] w-full max-w-xl" />
      <div className="rounded-card border border-line bg-card px-4 py-[18px] shadow-card two:px-6 two:py-[22px]">
        <SkeletonRows count={12} />
      </div>
    </div>
  );
}
