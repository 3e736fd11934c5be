/** Rows of a list that are on their way: art, a name, a figure. */
export function SkeletonRows({ count }: { count: number }) {
  return (
    <div className="grid gap-2.5">
      {Array.from({ length: count }, (_, row) => `row-${row}`).map((key) => (
        <div
          key={key}
          className="grid grid-cols-[22px_44px_minmax(0,1fr)_56px] items-center gap-3 two:grid-cols-[26px_44px_minmax(0,1fr)_84px]"
        >
          <span />
          <div className="skeleton size-11" />
          <div className="skeleton h-4 w-2/3" />
          <div className="skeleton h-4" />
        </div>
      ))}
    </div>
  );
}
