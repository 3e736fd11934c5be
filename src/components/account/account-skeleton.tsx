import { SkeletonFrame, TitleBars } from '@/components/shell/skeleton-frame';

/** Holds the places of the account's cards. */
export function AccountSkeleton() {
  return (
    <SkeletonFrame says="Loading your account…">
      <TitleBars />
      <div className="grid items-start gap-4 two:gap-5 wide:grid-cols-2">
        <div className="skeleton h-[190px] rounded-card" />
        <div className="skeleton h-[230px] rounded-card" />
        <div className="skeleton h-[300px] rounded-card" />
        <div className="skeleton h-[220px] rounded-card" />
      </div>
      <div className="skeleton h-[200px] rounded-card" />
    </SkeletonFrame>
  );
}
