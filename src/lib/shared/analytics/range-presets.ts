/** The ranges of every page and every statistics route, as the URL has them. */
export const PRESETS = ['1d', '7d', '30d', '90d', '1y', 'all'] as const;
export type Preset = (typeof PRESETS)[number];

export const ALL_TIME = { preset: 'all', from: null, to: null } as const;
