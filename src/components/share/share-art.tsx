/** Artwork as Spotify gives it: whole, unaltered, small corners. Decorative, because the name stands beside it. */
export function ShareArt({ imageUrl, name, size }: { imageUrl: string | null; name: string; size: number }) {
  if (imageUrl)
    return <img src={imageUrl} alt="" width={size} height={size} loading="lazy" decoding="async" />;
  return (
    <svg className="no-art" viewBox="0 0 44 44" width={size} height={size} aria-hidden="true">
      <rect width="44" height="44" rx="4" />
      <text x="22" y="29" textAnchor="middle">
        {Array.from(name.trim())[0]?.toUpperCase() ?? '·'}
      </text>
    </svg>
  );
}
