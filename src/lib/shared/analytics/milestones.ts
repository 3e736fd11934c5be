/** Which play is a milestone. */
export const PLAY_MILESTONES = [
  1, 100, 1_000, 5_000, 10_000, 25_000, 50_000, 100_000, 250_000, 500_000, 1_000_000,
];

/** The nth play of a track; of those with fewer than `below` plays the ones with the fewest, `limit` at most. */
export const TRACK_MILESTONE = { number: 100, below: 1_000, limit: 5 };

/** The milestone that so many plays have not reached yet; null beyond the last. */
export const nextMilestone = (plays: number): number | null =>
  PLAY_MILESTONES.find((number) => number > plays) ?? null;
