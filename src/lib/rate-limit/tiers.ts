/** How many requests one caller may send within the window, by how much a request costs us. */
export const RATE_TIERS = {
  /** What writes much or reads everything: share, export, import, delete, manual archive. */
  strict: { limit: 10, windowSeconds: 10 },
  normal: { limit: 100, windowSeconds: 10 },
  /** What machines ask often: health, the doors of sign-in. */
  lenient: { limit: 1_000, windowSeconds: 10 },
} as const;

export type RateTier = keyof typeof RATE_TIERS;

/** The tiers by name. */
export const RATE_TIER_NAMES = Object.keys(RATE_TIERS) as RateTier[];
