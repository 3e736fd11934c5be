import { SkeletonFrame, TitleBars } from '@/components/shell/skeleton-frame';

/** Holds the places of the field and of what it finds. */
export function SearchSkeleton() {
  return (
    <SkeletonFrame says="Searching…">
      <TitleBars />
      <div className="skeleton h-[63px] w-full max-w-xl" />
      <div className="grid items-start gap-4 two:gap-5 wide:grid-cols-2">
        <div className="skeleton h-[320px] rounded-card" />
        <div className="skeleton h-[320px] rounded-card" />
      </div>
    </SkeletonFrame>
  );
}
