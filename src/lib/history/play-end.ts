import { EARLIEST_PLAY_END } from '@/lib/shared/history/play-bounds';
import { MINUTE } from '@/lib/shared/time';

/** The times of a row of the extended history, as the file has them. */
export interface RowTimes {
  /** The row's `ts`, ms UTC. */
  ts: number;
  msPlayed: number | null;
  offline: boolean | null;
  /** When the play began, in seconds or (old files) milliseconds since 1970; 0 or null where unknown. */
  offlineTimestamp: number | null;
}

/** A row whose start is this much earlier than its `ts` allows was synchronised later. */
const SYNCHRONISED_LATER = 10 * MINUTE;

/** Larger figures are milliseconds: in seconds this is the year 5138, in milliseconds 1973. */
const LARGEST_SECONDS = 1e11;

/**
 * The end of the play of a row, ms UTC. The `ts` of a row that was played offline may be the moment of its
 * synchronisation, which several rows share; then the play ended `msPlayed` after its own start.
 */
export function playEnd({ ts, msPlayed, offline, offlineTimestamp }: RowTimes): number {
  if (offline !== true || msPlayed === null || offlineTimestamp === null) return ts;
  const start = offlineTimestamp < LARGEST_SECONDS ? offlineTimestamp * 1_000 : offlineTimestamp;
  const isPlausible = start >= EARLIEST_PLAY_END && start < ts - msPlayed - SYNCHRONISED_LATER;
  return isPlausible ? start + msPlayed : ts;
}
