import type { PictureShape } from '@/lib/shared/analytics/year/screen';
import { ACCENT, Attribution, column, display, PictureBrand, pageStyle, row, SOFT } from './picture-parts';
import { BarsOf, type DrawnBar } from './screen-bars';
import { type DrawnList, ListsOf } from './screen-lists';

/** A screen of a review as its picture shows it; texts hold only what the fonts can draw. */
export interface ScreenPicture {
  /** Whose review, of when, and that it is not whole: "Hannah · 2026 so far". */
  label: string;
  title: string;
  figure: string;
  unit: string;
  sentence: string;
  lists: DrawnList[];
  bars: DrawnBar[];
}

export const SIZES: Record<PictureShape, { width: number; height: number }> = {
  story: { width: 1080, height: 1920 },
  square: { width: 1080, height: 1080 },
};

/** Measures of the two shapes, in pixels. A story leaves room above and below, where apps put their own controls. */
const MEASURES = {
  story: { padding: '190px 84px 170px', brand: 36, title: 42, figures: [210, 150, 108], text: 46, gap: 54 },
  square: { padding: '60px 64px 52px', brand: 30, title: 32, figures: [150, 110, 84], text: 32, gap: 30 },
  /** A story with three lists needs the room. */
  full: { padding: '100px 84px 80px', brand: 36, title: 42, figures: [150, 120, 96], text: 38, gap: 50 },
} as const;

const measuresOf = ({ lists }: ScreenPicture, shape: PictureShape) =>
  MEASURES[lists.length > 2 && shape === 'story' ? 'full' : shape];

export function ScreenPictureOf({ picture, shape }: { picture: ScreenPicture; shape: PictureShape }) {
  const { label, lists, bars } = picture;
  const { padding, brand, gap } = measuresOf(picture, shape);
  return (
    <div style={{ ...column, ...pageStyle, ...SIZES[shape], padding }}>
      <div style={{ ...row, justifyContent: 'space-between' }}>
        <PictureBrand size={brand} />
        <span style={{ fontSize: brand * 0.9, color: SOFT }}>{label}</span>
      </div>
      <div style={{ ...column, flexGrow: 1, justifyContent: 'center', gap }}>
        <Opening picture={picture} shape={shape} />
        {lists.length > 0 ? <ListsOf lists={lists} shape={shape} /> : null}
        {bars.length > 0 ? <BarsOf bars={bars} shape={shape} /> : null}
      </div>
      <Attribution size={brand * 0.72} />
    </div>
  );
}

function Opening({ picture, shape }: { picture: ScreenPicture; shape: PictureShape }) {
  const { title, figure, unit, sentence } = picture;
  const { title: titleSize, text, figures } = measuresOf(picture, shape);
  const fontSize = figureSize(`${figure} ${unit}`.length, figures);
  const large = { ...display, fontSize, lineHeight: 1.05, letterSpacing: -fontSize / 32 } as const;
  return (
    <div style={column}>
      <div style={{ ...display, fontSize: titleSize, color: ACCENT }}>{title}</div>
      <div style={{ display: 'flex', flexWrap: 'wrap', columnGap: fontSize / 5, marginTop: titleSize / 3 }}>
        <span style={large}>{figure}</span>
        {unit === '' ? null : <span style={{ ...large, fontWeight: 400, color: SOFT }}>{unit}</span>}
      </div>
      <div style={{ display: 'block', lineClamp: 5, marginTop: text / 2, fontSize: text, lineHeight: 1.35 }}>
        {sentence}
      </div>
    </div>
  );
}

const figureSize = (length: number, [large, medium, small]: readonly [number, number, number]): number =>
  length <= 11 ? large : length <= 18 ? medium : small;
