/** How long what is no part of the archive itself is kept; milliseconds. */
export interface Retention {
  /** Requested syncs that have ended; the latest of each listener stays. */
  requestsMs: number;
  /** Scheduled runs. */
  runsMs: number;
  breakerEventsMs: number;
  /** Origins that no play, removed or not, names any more. */
  unusedOriginsMs: number;
  /** Null: rejected items are kept for ever. */
  rejectedItemsMs: number | null;
}
