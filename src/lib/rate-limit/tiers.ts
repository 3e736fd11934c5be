/** How many requests one caller may send per window, by the cost of a request. */
export const RATE_TIERS = {
  /** Requests that write much or read everything: share, export, import, delete, manual sync. */
  strict: { limit: 10, windowSeconds: 10 },
  normal: { limit: 100, windowSeconds: 10 },
  /** Requests that machines send often: health, sign-in. */
  lenient: { limit: 1_000, windowSeconds: 10 },
} as const;

export type RateTier = keyof typeof RATE_TIERS;

/** The tiers by name. */
export const RATE_TIER_NAMES = Object.keys(RATE_TIERS) as RateTier[];
