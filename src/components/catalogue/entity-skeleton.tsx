import { SkeletonFrame } from '@/components/shell/skeleton-frame';

/** Holds the places of an artist's, album's or track's page. */
export function EntitySkeleton() {
  return (
    <SkeletonFrame says="Loading its plays…">
      <div className="grid items-end gap-5 pt-1 two:grid-cols-[auto_minmax(0,1fr)] two:gap-8">
        <div className="skeleton size-40 two:size-[220px]" />
        <div className="grid gap-3">
          <div className="skeleton h-5 w-40" />
          <div className="skeleton h-10 w-full max-w-md two:h-[58px]" />
          <div className="skeleton h-[78px] w-full max-w-[52ch] two:h-[54px]" />
        </div>
      </div>
      <div className="flex flex-wrap gap-2">
        <div className="skeleton h-[39px] w-36 rounded-lg" />
        <div className="skeleton h-[39px] w-40 rounded-lg" />
      </div>
      <div className="skeleton h-[38px] w-full max-w-[430px] rounded-[10px]" />
      <div className="skeleton h-[360px] rounded-card" />
      <div className="skeleton h-[420px] rounded-card" />
    </SkeletonFrame>
  );
}
