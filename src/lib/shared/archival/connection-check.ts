import type { ArchiveState, Connection, Dashboard } from '@/lib/shared/analytics/dashboard';

/** What the connection check page shows, in the order in which the parts depend on each other. Times are ISO 8601 UTC. */
export interface ConnectionCheck {
  listener: { name: string; image: string | null; timeZone: string };
  /** Of the first sign-in. */
  since: string;
  connection: Connection;
  /** When the listener last authorised the archive on Spotify's page. */
  authorizedAt: string | null;
  /** Whether the last sign-in allowed to ask what plays now. */
  allowsNowPlaying: boolean;
  archive: ArchiveState;
  consecutiveFailures: number;
  /** Null while no stored play counts. */
  totals: Dashboard['totals'];
  /** Stored plays that count. */
  storedPlays: number;
  /** As on the dashboard. */
  hasLeftOut: boolean;
}
