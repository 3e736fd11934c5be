import type { ReactNode } from 'react';
import { SkeletonFrame } from '@/components/shell/skeleton-frame';
import { SkeletonRows } from '@/components/ui/skeleton-rows';

/** Holds the places of the dashboard while its figures are on their way, so that nothing jumps when they come. */
export function DashboardSkeleton() {
  return (
    <SkeletonFrame says="Loading your archive…">
      <div className="skeleton h-[38px] w-full max-w-[430px] rounded-[10px]" />
      <div className="grid gap-3 pt-3 pb-1">
        <div className="skeleton h-[60px] w-3/4 max-w-md two:h-[88px]" />
        <div className="skeleton h-[77px] w-full max-w-[46ch] two:h-[60px]" />
        <div className="skeleton h-[40px] w-full max-w-[68ch]" />
      </div>
      <SkeletonCard>
        <div className="skeleton h-[244px]" />
      </SkeletonCard>
      <Pair>
        <SkeletonCard>
          <SkeletonRows count={6} />
        </SkeletonCard>
        <SkeletonCard>
          <SkeletonRows count={6} />
        </SkeletonCard>
      </Pair>
      <Pair>
        <SkeletonCard>
          <div className="skeleton h-[260px]" />
        </SkeletonCard>
        <SkeletonCard>
          <div className="skeleton h-[260px]" />
        </SkeletonCard>
      </Pair>
    </SkeletonFrame>
  );
}

const Pair = ({ children }: { children: ReactNode }) => (
  <div className="grid gap-4 two:gap-5 wide:grid-cols-2">{children}</div>
);

function SkeletonCard({ children }: { children: ReactNode }) {
  return (
    <div className="rounded-card border border-line bg-card px-4 py-[18px] shadow-card two:px-6 two:py-[22px]">
      <div className="skeleton mb-4 h-[26px] w-40" />
      {children}
    </div>
  );
}
