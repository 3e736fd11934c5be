const BOX = /M([\d.-]+) ([\d.-]+)h([\d.]+)v([\d.]+)h-[\d.]+z/g;

/** The rectangles that a path is made of, in order; none for no path. */
export const boxesOf = (path: string | null | undefined) =>
  [...(path ?? '').matchAll(BOX)].map(([, x, y, width, height]) => ({
    x: Number(x),
    y: Number(y),
    width: Number(width),
    height: Number(height),
  }));

/** How many elements a part of a page is made of. */
export const elementsIn = (part: Element | null): number => {
  if (!part) throw new Error('there is no such part');
  return part.querySelectorAll('*').length;
};
