/** How many requests one caller may send per window, by the cost of a request. */
export const RATE_TIERS = {
  /** Requests that write much or read everything: share, export, import, delete, manual sync. */
  strict: { limit: 10, windowSeconds: 10 },
  normal: { limit: 100, windowSeconds: 10 },
  /** Requests that machines send often: health, sign-in. */
  lenient: { limit: 1_000, windowSeconds: 10 },
  /** Pages, by the address of the caller: PAGE_LIMIT. High, because one address may be a whole school. */
  page: { limit: 1_000, windowSeconds: 10 },
};

export type RateTier = keyof typeof RATE_TIERS;

export interface Tier {
  limit: number;
  windowSeconds: number;
}
export type Tiers = Readonly<Record<RateTier, Tier>>;

/** The tiers of an installation. */
export const tiersWith = (pagesPerWindow: number): Tiers => ({
  ...RATE_TIERS,
  page: { ...RATE_TIERS.page, limit: pagesPerWindow },
});
