import { artRadius, COLOURS } from '@/lib/shared/design-tokens';
import { SPOTIFY_MARK } from '@/lib/shared/spotify-mark';
import type { Artwork } from '@/lib/spotify/artwork';
import { STACKS } from './fonts';

/** What all pictures are made of, in the subset of HTML and CSS that satori supports. */

const INK = COLOURS.ink.light;
export const SOFT = COLOURS.soft.light;
const LINE = COLOURS.line.light;
export const ACCENT = COLOURS.accent.light;

export const column = { display: 'flex', flexDirection: 'column' } as const;
export const row = { display: 'flex', alignItems: 'center' } as const;
export const pageStyle = {
  background: COLOURS.paper.light,
  color: INK,
  fontFamily: STACKS.text,
  boxSizing: 'border-box',
} as const;
export const display = { fontFamily: STACKS.display, fontWeight: 600 } as const;
/** The marks above and below the letters of some scripts reach out of their line, which gets room for them. */
export const oneLine = {
  padding: '0.3em 0',
  margin: '-0.3em 0',
  display: 'block',
  overflow: 'hidden',
  textOverflow: 'ellipsis',
  whiteSpace: 'nowrap',
  lineHeight: 1.3,
} as const;

/** A cover; a letter stands where there is no picture. */
export interface PictureCover {
  art: Artwork | null;
  letter: string;
}

/** Uncropped and unaltered, with slightly rounded corners. */
export function Cover({ art, letter, size }: PictureCover & { size: number }) {
  const borderRadius = artRadius(size);
  if (art) {
    const src = `data:${art.mimeType};base64,${art.bytes.toString('base64')}`;
    return <img alt="" src={src} width={size} height={size} style={{ objectFit: 'contain', borderRadius }} />;
  }
  const tile = { width: size, height: size, borderRadius, background: LINE, flexShrink: 0 } as const;
  return (
    <div style={{ ...column, ...tile, alignItems: 'center', justifyContent: 'center' }}>
      <span style={{ ...display, fontSize: size * 0.45, color: SOFT }}>{letter}</span>
    </div>
  );
}

export function PictureBrand({ size }: { size: number }) {
  return (
    <div style={{ ...row, ...display, fontSize: size }}>
      <svg width={size * 1.36} height={size * 1.36} viewBox="0 0 26 26" aria-hidden="true">
        <circle cx="13" cy="13" r="12" fill="none" stroke={INK} strokeWidth="1.6" />
        <path
          d="M13 5.2a7.8 7.8 0 1 1-6.75 3.9"
          fill="none"
          stroke={ACCENT}
          strokeWidth="2.6"
          strokeLinecap="round"
        />
        <path d="M13 3.6v9.2" stroke={INK} strokeWidth="1.6" strokeLinecap="round" />
        <circle cx="13" cy="13" r="2.2" fill={INK} />
      </svg>
      <span style={{ marginLeft: size / 2 }}>Audiospective</span>
    </div>
  );
}

export function Attribution({ size }: { size: number }) {
  return (
    <div style={{ ...row, borderTop: `2px solid ${LINE}`, paddingTop: size * 0.8 }}>
      <svg width={size * 1.36} height={size * 1.36} viewBox="0 0 24 24" aria-hidden="true">
        <path d={SPOTIFY_MARK} fill={INK} />
      </svg>
      <span style={{ marginLeft: size / 2, fontSize: size, color: SOFT }}>
        Metadata and artwork from Spotify
      </span>
    </div>
  );
}
