import { pictureSources } from '@/lib/shared/catalogue/spotify-image';

interface CoverArtProps {
  imageUrl: string | null;
  /** Its first letter is shown where Spotify has no picture. */
  name: string;
  size?: number;
}

/**
 * Artwork as Spotify serves it: square, uncropped, slightly rounded. Decorative, because the name is beside it. Where it
 * does not load, `CoverFallback` tries Spotify's other hosts, then shows the letter.
 */
export function CoverArt({ imageUrl, name, size = 44 }: CoverArtProps) {
  const [source] = imageUrl ? pictureSources(imageUrl) : [];
  const letter = Array.from(name.trim().slice(0, 2))[0]?.toUpperCase() ?? '·';
  if (!source) return <MissingArt letter={letter} size={size} />;
  return (
    <img
      src={source}
      alt=""
      data-letter={letter}
      width={size}
      height={size}
      loading="lazy"
      decoding="async"
      className="block flex-none rounded-art bg-q0 object-contain"
    />
  );
}

function MissingArt({ letter, size }: { letter: string; size: number }) {
  return (
    <svg
      width={size}
      height={size}
      viewBox="0 0 44 44"
      aria-hidden="true"
      className="block flex-none rounded-art bg-q0"
    >
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
