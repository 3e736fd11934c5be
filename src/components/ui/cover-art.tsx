import { pictureSources } from '@/lib/shared/catalogue/spotify-image';
import { LARGE_ART } from '@/lib/shared/design-tokens';

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
      className={`object-contain ${frame(size)}`}
    />
  );
}

const frame = (size: number): string =>
  `block flex-none bg-q0 ${size >= LARGE_ART ? 'rounded-art-large' : 'rounded-art'}`;

function MissingArt({ letter, size }: { letter: string; size: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 44 44" aria-hidden="true" className={frame(size)}>
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
