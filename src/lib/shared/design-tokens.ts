/**
 * The colours of src/app/theme.css that are needed outside of style sheets: for the browser's frame around a page and the
 * picture of a shared report. A test keeps both equal.
 */
export const COLOURS = {
  paper: { light: '#f7f5f0', dark: '#12110f' },
  ink: { light: '#1c1a17', dark: '#f1ede5' },
  soft: { light: '#6b655c', dark: '#a29a8d' },
  line: { light: '#e5dfd3', dark: '#2b2926' },
  accent: { light: '#c8431c', dark: '#ff7a4d' },
  'on-accent': { light: '#ffffff', dark: '#1a0d07' },
  hatch: { light: '#c9c0b0', dark: '#4a453e' },
  q3: { light: '#e27e58', dark: '#b3502b' },
} as const;

/** The families of src/app/fonts.ts, as @fontsource names their packages. */
export const FONTS = { display: 'bricolage-grotesque', text: 'geist' } as const;

/** From this size on artwork has the larger corners, in pixels. */
export const LARGE_ART = 200;

/** Corners of artwork of this size, in pixels: https://developer.spotify.com/documentation/design */
export const artRadius = (size: number): number => (size >= LARGE_ART ? 8 : 4);
