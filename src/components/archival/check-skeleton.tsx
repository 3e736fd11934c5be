import { SkeletonFrame } from '@/components/shell/skeleton-frame';

/** Holds the place of the connection check while it runs. */
export function CheckSkeleton() {
  return (
    <SkeletonFrame says="Checking your connection…">
      <div className="grid gap-2 pt-3 pb-1">
        <div className="skeleton h-[43px] w-72 max-w-full two:h-[55px]" />
        <div className="skeleton h-[26px] w-full max-w-[56ch]" />
      </div>
      <div className="grid items-start gap-4 two:gap-5 wide:grid-cols-2">
        <div className="skeleton h-[360px] rounded-card" />
        <div className="skeleton h-[150px] rounded-card" />
      </div>
    </SkeletonFrame>
  );
}
