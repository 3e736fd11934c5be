/** The colour of the page, for what a browser paints around it; as `--paper` in src/app/theme.css. */
export const PAPER = { light: '#f7f5f0', dark: '#12110f' } as const;

export const PROMISE = 'Spotify remembers 50 plays. Audiospective keeps the rest.';
