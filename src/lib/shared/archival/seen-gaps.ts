import type { OpenGap } from '@/lib/shared/analytics/dashboard';

/** Set when a listener dismisses the notice of gaps: the end of the latest one, ISO 8601 UTC. */
export const SEEN_GAPS_COOKIE = 'seen-gaps';

/** The gaps that are newer than those dismissed. */
export const unseenGaps = <Gap extends OpenGap>(gaps: readonly Gap[], seenUntil: string | undefined): Gap[] =>
  gaps.filter(({ to }) => seenUntil === undefined || to > seenUntil);
