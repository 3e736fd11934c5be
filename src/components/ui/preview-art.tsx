const GROUNDS = ['#2f6d66', '#4b3a78', '#7a5a24', '#24506b', '#6b2f3a', '#3d5a2c'];
const DISCS = ['#e8a13a', '#e36fae', '#cfd65a', '#78b7e8', '#f0d9b5', '#ef7d5b'];

/** An invented record cover for the preview; the same seed is always the same cover. */
export function PreviewArt({ seed }: { seed: number }) {
  const ground = GROUNDS[seed % GROUNDS.length];
  const disc = DISCS[(seed * 5 + 1) % DISCS.length];
  const x = 12 + ((seed * 13) % 20);
  const radius = 8 + ((seed * 3) % 9);
  return (
    <svg width="36" height="36" viewBox="0 0 44 44" aria-hidden="true" className="block">
      <rect width="44" height="44" rx="5" fill={ground} />
      <circle cx={x} cy={18} r={radius} fill={disc} />
      <path
        d={`M0 ${30 + (seed % 5)}L44 ${25 + (seed % 9)}V39a5 5 0 0 1-5 5H5a5 5 0 0 1-5-5z`}
        fill="#1b1a2b"
        opacity=".75"
      />
    </svg>
  );
}
