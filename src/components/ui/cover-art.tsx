interface CoverArtProps {
  imageUrl: string | null;
  /** Its first letter is shown where Spotify has no picture. */
  name: string;
  size?: number;
}

/** Artwork as Spotify serves it: square, uncropped, slightly rounded. Decorative, because the name is beside it. */
export function CoverArt({ imageUrl, name, size = 44 }: CoverArtProps) {
  if (!imageUrl) return <MissingArt name={name} size={size} />;
  return (
    <img
      src={imageUrl}
      alt=""
      width={size}
      height={size}
      loading="lazy"
      decoding="async"
      className="block flex-none rounded-art bg-q0 object-contain"
    />
  );
}

function MissingArt({ name, size }: { name: string; size: number }) {
  const letter = Array.from(name.trim())[0]?.toUpperCase() ?? '·';
  return (
    <svg width={size} height={size} viewBox="0 0 44 44" aria-hidden="true" className="block flex-none">
      <rect width="44" height="44" rx="4" fill="var(--q0)" />
      <text
        x="22"
        y="29"
        textAnchor="middle"
        className="fill-soft font-display text-[20px] font-semibold select-none"
      >
        {letter}
      </text>
    </svg>
  );
}
