import type { NextSync } from '@/lib/shared/archival/next-sync';

/** What the dashboard shows; plain JSON, for the page and the API alike. Times are ISO 8601 UTC. */
export interface Dashboard {
  listener: { name: string; image: string | null; timeZone: string };
  /** Null until the first play is saved. */
  totals: {
    plays: number;
    listenedMs: number;
    tracks: number;
    artists: number;
    albums: number;
    firstPlayAt: string;
    lastPlayAt: string;
  } | null;
  recentPlays: RecentPlay[];
  archive: ArchiveState;
  openGaps: OpenGap[];
  connection: Connection;
}

export interface RecentPlay {
  playedAt: string;
  trackId: number;
  spotifyId: string | null;
  name: string;
  artists: string[];
  albumName: string | null;
  imageUrl: string | null;
  listenedMs: number;
  /** True where listenedMs is an estimate (Spotify's recent plays carry no listened time). */
  isEstimate: boolean;
}

export interface ArchiveState {
  lastPolledAt: string | null;
  nextSync: NextSync;
  everyMinutes: number;
}

export interface OpenGap {
  from: string;
  to: string;
  missedAtMost: number;
}

/** Spotify ends every connection six months after the listener authorised it. */
export type Connection =
  | { state: 'connected'; expiresAt: string; daysLeft: number }
  /** 30 days or fewer are left. */
  | { state: 'expiring'; expiresAt: string; daysLeft: number }
  /** `byListener`: the listener ended it. */
  | { state: 'needs_reconnect'; since: string | null; byListener?: true };

/** The latest sync that the listener requested; `status` always ends. */
export interface ArchiveRequestStatus {
  id: number;
  status: 'queued' | 'running' | 'succeeded' | 'failed';
  requestedAt: string;
  finishedAt: string | null;
  newPlays: number | null;
  /** Items of Spotify's answer that could not be read as plays; those of earlier syncs too, while Spotify lists them. */
  rejectedItems: number | null;
  /** A stable code: reconnect_needed, spotify_paused, spotify_unavailable, timed_out, internal. */
  failure: string | null;
}
