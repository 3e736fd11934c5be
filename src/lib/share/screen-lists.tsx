import type { PictureShape } from '@/lib/shared/analytics/year/screen';
import { Cover, column, display, oneLine, type PictureCover, row, SOFT } from './picture-parts';

interface DrawnRow extends PictureCover {
  name: string;
  detail: string;
  figure: string;
}

export interface DrawnList {
  title: string;
  rows: DrawnRow[];
}

interface Measures {
  cover: number;
  name: number;
  gap: number;
  /** The lists stand beside each other, without figures. */
  isNarrow: boolean;
}

// At these sizes covers that compress badly still leave the whole picture small enough to be cached.
function measuresOf(lists: readonly DrawnList[], shape: PictureShape): Measures {
  const isNarrow = lists.length > 2 && shape === 'square';
  if (isNarrow) return { cover: 60, name: 22, gap: 16, isNarrow };
  if (lists.length > 2) return { cover: 54, name: 28, gap: 8, isNarrow };
  const rows = lists.reduce((sum, list) => sum + list.rows.length, 0);
  if (shape === 'square') return { cover: rows > 3 ? 68 : 108, name: rows > 3 ? 29 : 34, gap: 14, isNarrow };
  return rows === 1
    ? { cover: 240, name: 48, gap: 20, isNarrow }
    : { cover: rows > 3 ? 104 : 136, name: 40, gap: 22, isNarrow };
}

export function ListsOf({ lists, shape }: { lists: DrawnList[]; shape: PictureShape }) {
  const measures = measuresOf(lists, shape);
  const around = measures.isNarrow
    ? ({ display: 'flex', justifyContent: 'space-between' } as const)
    : ({ ...column, gap: shape === 'story' ? 28 : 22 } as const);
  const width = measures.isNarrow ? { width: 300 } : {};
  return (
    <div style={around}>
      {lists.map((list) => (
        <div key={list.title} style={{ ...column, ...width, gap: measures.gap }}>
          <div style={{ ...display, fontSize: measures.name * 0.9, color: SOFT }}>{list.title}</div>
          {list.rows.map((entry, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a picture is painted once.
            <RowOf key={index} row={entry} measures={measures} />
          ))}
        </div>
      ))}
    </div>
  );
}

/** The name stands beside its cover, never on it. */
function RowOf({ row: { name, detail, figure, ...cover }, measures }: { row: DrawnRow; measures: Measures }) {
  const { cover: size, name: fontSize, isNarrow } = measures;
  // Three large rows leave the room for it, five do not.
  const nameLines = isNarrow || size > 104 ? ({ display: 'block', lineClamp: 2 } as const) : oneLine;
  return (
    <div style={{ ...row, gap: size > 100 ? 28 : 16 }}>
      <Cover {...cover} size={size} />
      <div style={{ ...column, flexGrow: 1, flexShrink: 1, flexBasis: 0, minWidth: 0 }}>
        <div style={{ ...nameLines, lineHeight: 1.2, fontSize, fontWeight: 600 }}>{name}</div>
        {detail === '' ? null : (
          <div style={{ ...oneLine, lineHeight: 1.25, fontSize: fontSize * 0.78, color: SOFT }}>{detail}</div>
        )}
      </div>
      {isNarrow ? null : (
        <span style={{ fontSize: fontSize * 0.85, color: SOFT, whiteSpace: 'nowrap' }}>{figure}</span>
      )}
    </div>
  );
}
