/** A thin bar under a figure: its length is this value's share of the largest. The figure beside it says the number. */
export function PlayBar({ value, largest }: { value: number; largest: number }) {
  const share = largest > 0 ? Math.max(2, Math.round((value / largest) * 100)) : 0;
  return (
    <svg viewBox="0 0 100 4" preserveAspectRatio="none" aria-hidden="true" className="h-1 w-full">
      <rect x={100 - share} width={share} height="4" className="fill-q3" />
    </svg>
  );
}
