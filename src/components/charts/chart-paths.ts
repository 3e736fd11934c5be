/** A rectangle in units of its picture; `y` grows downwards. */
export interface Box {
  x: number;
  y: number;
  width: number;
  height: number;
}

/** One path for many boxes: a year of days must not take an element for each day. */
export const boxesPath = (boxes: Box[]): string =>
  boxes
    .map(
      ({ x, y, width, height }) =>
        `M${short(x)} ${short(y)}h${short(width)}v${short(height)}h${short(-width)}z`,
    )
    .join('');

/** One path for many level strokes, such as grid lines. */
export const strokesPath = (strokes: Omit<Box, 'height'>[]): string =>
  strokes.map(({ x, y, width }) => `M${short(x)} ${short(y)}h${short(width)}`).join('');

/** Less than a thousandth of a unit is invisible. */
const short = (value: number): number => Math.round(value * 1_000) / 1_000;
