/** A thin bar under a figure: its length is this value's share of the largest, and none of nothing. The figure beside it says the number. */
export function PlayBar({
  value,
  largest,
  isFromLeft = false,
}: {
  value: number;
  largest: number;
  /** Where a name stands over its beginning; else it ends under the figure. */
  isFromLeft?: boolean;
}) {
  const share = value > 0 ? Math.max(2, Math.round((value / largest) * 100)) : 0;
  return (
    <span
      aria-hidden="true"
      className={`block h-1 bg-q3 drawn ${isFromLeft ? '' : 'justify-self-end'}`}
      style={{ width: `${share}%` }}
    />
  );
}
