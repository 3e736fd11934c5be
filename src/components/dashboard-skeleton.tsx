/** Holds the places of the dashboard while its figures are on their way, so that nothing jumps when they come. */
export function DashboardSkeleton() {
  return (
    <div aria-busy="true" className="grid gap-4 two:gap-5">
      <p role="status" className="sr-only">
        Loading your archive…
      </p>
      <div className="grid items-center gap-4 two:gap-5 wide:grid-cols-2">
        <div className="grid gap-3 pt-3 pb-1">
          <div className="skeleton h-[60px] w-3/4 max-w-md two:h-[88px]" />
          <div className="skeleton h-[51px] w-full max-w-[46ch] two:h-[60px]" />
          <div className="skeleton h-[40px] w-full max-w-[68ch]" />
        </div>
        <div className="skeleton h-[266px] rounded-card" />
      </div>
      <div className="grid items-start gap-4 two:gap-5 wide:grid-cols-2">
        <SkeletonCard rows={10} />
        <SkeletonCard rows={10} />
      </div>
    </div>
  );
}

function SkeletonCard({ rows }: { rows: number }) {
  return (
    <div className="rounded-card border border-line bg-card px-4 py-[18px] shadow-card two:px-6 two:py-[22px]">
      <div className="skeleton mb-3.5 h-[26px] w-28" />
      <div className="skeleton -mt-2 mb-4 h-5 w-40" />
      <div className="grid gap-2.5">
        {Array.from({ length: rows }, (_, row) => `row-${row}`).map((key) => (
          <div
            key={key}
            className="grid grid-cols-[18px_44px_minmax(0,1fr)_56px] items-center gap-3 two:grid-cols-[22px_44px_minmax(0,1fr)_84px]"
          >
            <span />
            <div className="skeleton size-11" />
            <div className="skeleton h-4 w-2/3" />
            <div className="skeleton h-4" />
          </div>
        ))}
      </div>
    </div>
  );
}
