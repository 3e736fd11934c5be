import {
  Attribution,
  Cover,
  column,
  display,
  oneLine,
  PictureBrand,
  type PictureCover,
  pageStyle,
  row,
  SOFT,
} from './picture-parts';

/** Everything the picture of a report shows; texts hold only what the fonts can draw. */
export interface Picture {
  title: string;
  byline: string;
  figure: string;
  unit: string;
  sentence: string;
  /** What the covers are; empty where they are of several kinds. */
  heading: string;
  /** One, shown large, or up to five; each with its name, and its artists where they are known. */
  covers: (PictureCover & { name: string; detail: string })[];
}

export const WIDTH = 1200;
export const HEIGHT = 630;

// Sizes at which losslessly compressed photographs keep the whole picture below 300 kB.
const LARGE_COVER = 264;
const SMALL_COVER = 68;
const LIST = 400;
const ALL = 1072;
const BETWEEN = 48;

export function PictureOf(picture: Picture) {
  const { covers } = picture;
  const [single] = covers;
  const aside = covers.length === 1 ? LARGE_COVER : LIST;
  return (
    <div style={{ ...column, ...pageStyle, width: WIDTH, height: HEIGHT, padding: '52px 64px 40px' }}>
      <PictureBrand size={28} />
      <div style={{ ...row, flexGrow: 1, justifyContent: 'space-between' }}>
        <Texts {...picture} width={single ? ALL - aside - BETWEEN : ALL} />
        {covers.length === 1 && single ? <LargeCover cover={single} /> : <Covers {...picture} />}
      </div>
      <Attribution size={22} />
    </div>
  );
}

function Texts({ title, byline, figure, unit, sentence, width }: Picture & { width: number }) {
  return (
    <div style={{ ...column, width }}>
      {title === '' ? null : (
        <div style={{ ...titleLines, fontSize: title.length > 48 ? 44 : 56 }}>{title}</div>
      )}
      <div style={{ ...oneLine, marginTop: 2, fontSize: 26, color: SOFT }}>{byline}</div>
      <div style={{ display: 'flex', alignItems: 'baseline', marginTop: 18 }}>
        <span style={{ ...display, fontSize: 76, letterSpacing: -2 }}>{figure}</span>
        <span style={{ ...display, ...light, fontSize: 76, marginLeft: 16 }}>{unit}</span>
      </div>
      <div style={{ display: 'block', lineClamp: 2, fontSize: 26, lineHeight: 1.35 }}>{sentence}</div>
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

type CoverProps = { cover: Picture['covers'][number] };

function LargeCover({ cover }: CoverProps) {
  return (
    <div style={{ ...column, width: LARGE_COVER, gap: 14 }}>
      <Cover {...cover} size={LARGE_COVER} />
      <Name cover={cover} width={LARGE_COVER} />
    </div>
  );
}

function Covers({ heading, covers }: Pick<Picture, 'heading' | 'covers'>) {
  const isHeaded = heading !== '' && covers.length > 0;
  return (
    <div style={{ ...column, gap: isHeaded ? 10 : 14, width: covers.length === 0 ? 0 : LIST }}>
      {isHeaded ? <div style={{ ...display, fontSize: 20, lineHeight: 1.3 }}>{heading}</div> : null}
      {covers.map((cover, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a picture is painted once.
        <div key={index} style={{ ...row, gap: 18 }}>
          <Cover {...cover} size={SMALL_COVER} />
          <Name cover={cover} width={LIST - SMALL_COVER - 18} />
        </div>
      ))}
    </div>
  );
}

function Name({ cover: { name, detail }, width }: CoverProps & { width: number }) {
  return (
    <div style={{ ...column, width }}>
      <div style={{ ...oneLine, fontSize: 24, fontWeight: 600 }}>{name}</div>
      <div style={{ ...oneLine, fontSize: 20, color: SOFT }}>{detail}</div>
    </div>
  );
}
