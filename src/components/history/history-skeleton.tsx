import { SkeletonFrame, TitleBars } from '@/components/shell/skeleton-frame';
import { SkeletonRows } from '@/components/ui/skeleton-rows';

/** Holds the places of the plays, of their days, and of the two forms above. */
export const HistorySkeleton = () => (
  <SkeletonFrame says="Loading your plays…">
    <TitleBars sentence="h-[51px] two:h-[54px]" />
    <div className="skeleton h-[62px] w-full max-w-2xl" />
    <div className="skeleton h-[42px] w-32" />
    <div className="rounded-card border border-line bg-card p-2 shadow-card two:p-3">
      <SkeletonRows count={12} />
    </div>
  </SkeletonFrame>
);
