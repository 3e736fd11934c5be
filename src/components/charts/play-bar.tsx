/** A thin bar under a figure: its length is this value's share of the largest, and none of nothing. The figure beside it says the number. */
export function PlayBar({ value, largest }: { value: number; largest: number }) {
  const share = value > 0 ? Math.max(2, Math.round((value / largest) * 100)) : 0;
  return (
    <span
      aria-hidden="true"
      className="block h-1 justify-self-end bg-q3 drawn"
      style={{ width: `${share}%` }}
    />
  );
}
