import { SkeletonFrame, TitleBars } from '@/components/shell/skeleton-frame';
import { SkeletonRows } from './skeleton-rows';

/** Holds the places of a long list and of what stands above it. */
export function ListSkeleton() {
  return (
    <SkeletonFrame says="Loading your plays…">
      <div className="skeleton h-[38px] w-full max-w-[430px] rounded-[10px]" />
      <TitleBars sentence="h-[51px] two:h-[54px]" />
      <div className="skeleton h-[60px] w-full max-w-xl" />
      <div className="rounded-card border border-line bg-card px-4 py-[18px] shadow-card two:px-6 two:py-[22px]">
        <SkeletonRows count={12} />
      </div>
    </SkeletonFrame>
  );
}
