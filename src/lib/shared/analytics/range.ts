/** The ranges of every page and every statistics route, as the URL has them. */
export const PRESETS = ['1d', '7d', '30d', '90d', '1y', 'all'] as const;
export type Preset = (typeof PRESETS)[number];

/** Calendar days in the listener's own zone, both included; `all` has neither end. */
export interface Range {
  preset: Preset | null;
  /** First day, YYYY-MM-DD in the listener's zone; null: from the first play on. */
  from: string | null;
  /** Last day, YYYY-MM-DD in the listener's zone; null: until now. */
  to: string | null;
}

/** What a range is compared with. */
export interface ComparedRange extends Range {
  /** The end of the compared time, UTC, where the range itself is not over yet; null: all of its days count. */
  until: string | null;
}

/** What a list is ranked by, and what a chart's height means. */
export type Measure = 'plays' | 'time';
