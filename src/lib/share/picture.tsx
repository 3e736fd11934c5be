import { ART_RADIUS, COLOURS, FONTS } from '@/lib/shared/design-tokens';
import { SPOTIFY_MARK } from '@/lib/shared/spotify-mark';
import type { Artwork } from '@/lib/spotify/artwork';

/** Everything the picture shows; texts hold only what the fonts can draw. */
export interface Picture {
  title: string;
  byline: string;
  figure: string;
  unit: string;
  sentence: string;
  /** One, shown large, or up to six. */
  covers: {
    imageUrl: string;
    art: Artwork | null /** Stands where there is no picture. */;
    letter: string;
  }[];
}

export const WIDTH = 1200;
export const HEIGHT = 630;

const BACKGROUND = COLOURS.paper.light;
const INK = COLOURS.ink.light;
const SOFT = COLOURS.soft.light;
const LINE = COLOURS.line.light;
const ACCENT = COLOURS.accent.light;

// Sizes at which losslessly compressed photographs keep the whole picture below 300 kB.
const LARGE_COVER = 264;
const SMALL_COVER = 120;
const GAP = 24;

/** The whole picture, in the subset of HTML and CSS that satori supports. */
export function PictureOf(picture: Picture) {
  return (
    <div style={{ ...column, ...pageStyle, width: WIDTH, height: HEIGHT, padding: '52px 64px 40px' }}>
      <Brand />
      <div style={{ display: 'flex', flexGrow: 1, alignItems: 'center', justifyContent: 'space-between' }}>
        <Texts {...picture} width={picture.covers.length === 0 ? 1072 : 744} />
        <Covers covers={picture.covers} />
      </div>
      <Attribution />
    </div>
  );
}

const column = { display: 'flex', flexDirection: 'column' } as const;
const pageStyle = {
  background: BACKGROUND,
  color: INK,
  fontFamily: FONTS.text,
  boxSizing: 'border-box',
} as const;
// Glyphs that the display font lacks come from the text font.
const display = { fontFamily: `${FONTS.display}, ${FONTS.text}`, fontWeight: 600 } as const;
const oneLine = {
  display: 'block',
  overflow: 'hidden',
  textOverflow: 'ellipsis',
  whiteSpace: 'nowrap',
} as const;

function Texts({ title, byline, figure, unit, sentence, width }: Picture & { width: number }) {
  return (
    <div style={{ ...column, width }}>
      {title === '' ? null : (
        <div style={{ ...titleLines, fontSize: title.length > 48 ? 44 : 56 }}>{title}</div>
      )}
      <div style={{ ...oneLine, marginTop: 10, fontSize: 26, color: SOFT }}>{byline}</div>
      <div style={{ display: 'flex', alignItems: 'baseline', marginTop: 18 }}>
        <span style={{ ...display, fontSize: 76, letterSpacing: -2 }}>{figure}</span>
        <span style={{ ...display, ...light, fontSize: 76, marginLeft: 16 }}>{unit}</span>
      </div>
      <div style={{ ...oneLine, fontSize: 26 }}>{sentence}</div>
    </div>
  );
}

const light = { fontWeight: 400, color: SOFT, letterSpacing: -2 } as const;

const titleLines = {
  ...display,
  display: 'block',
  lineClamp: 2,
  lineHeight: 1.12,
  letterSpacing: -1.5,
} as const;

function Covers({ covers }: Pick<Picture, 'covers'>) {
  const isSingle = covers.length === 1;
  const size = isSingle ? LARGE_COVER : SMALL_COVER;
  return (
    <div style={{ display: 'flex', flexWrap: 'wrap', gap: GAP, width: LARGE_COVER }}>
      {covers.map((cover) => (
        <Cover key={cover.imageUrl} {...cover} size={size} radius={isSingle ? 2 * ART_RADIUS : ART_RADIUS} />
      ))}
    </div>
  );
}

/** Uncropped and unaltered, with slightly rounded corners. */
function Cover({
  art,
  letter,
  size,
  radius,
}: Omit<Picture['covers'][number], 'imageUrl'> & { size: number; radius: number }) {
  if (!art) return <MissingCover {...{ letter, size, radius }} />;
  const src = `data:${art.mimeType};base64,${art.bytes.toString('base64')}`;
  const whole = { objectFit: 'contain', borderRadius: radius } as const;
  return <img alt="" src={src} width={size} height={size} style={whole} />;
}

function MissingCover({ letter, size, radius }: { letter: string; size: number; radius: number }) {
  const tile = { width: size, height: size, borderRadius: radius, background: LINE } as const;
  return (
    <div style={{ ...column, ...tile, alignItems: 'center', justifyContent: 'center' }}>
      <span style={{ ...display, fontSize: size * 0.45, color: SOFT }}>{letter}</span>
    </div>
  );
}

function Brand() {
  return (
    <div style={{ display: 'flex', alignItems: 'center', ...display, fontSize: 28 }}>
      <svg width="38" height="38" viewBox="0 0 26 26" aria-hidden="true">
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
      <span style={{ marginLeft: 14 }}>Audiospective</span>
    </div>
  );
}

function Attribution() {
  return (
    <div style={{ display: 'flex', alignItems: 'center', borderTop: `2px solid ${LINE}`, paddingTop: 18 }}>
      <svg width="30" height="30" viewBox="0 0 24 24" aria-hidden="true">
        <path d={SPOTIFY_MARK} fill={INK} />
      </svg>
      <span style={{ marginLeft: 12, fontSize: 22, color: SOFT }}>Metadata and artwork from Spotify</span>
    </div>
  );
}
