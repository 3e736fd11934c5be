import type { ArchiveRequestStatus, ArchiveState, Connection } from '@/lib/shared/analytics/dashboard';
import { MINUTE } from '@/lib/shared/time';

const FAILURES: Record<string, string> = {
  reconnect_needed: 'Spotify no longer lets us look. Reconnect Spotify to go on; what is kept stays kept.',
  spotify_paused: 'Spotify asked us to wait. Nothing is lost: the next look takes up where this one stopped.',
  spotify_unavailable: 'Spotify did not answer. Nothing is lost: the next look tries again by itself.',
  timed_out: 'This look took too long. The next one runs by itself; you can also try again now.',
  too_often: 'That was a lot of looks in a short time. Wait ten seconds and try again.',
  signed_out: 'You are signed out. Sign in again to look; the archive goes on by itself.',
  unavailable: 'The archive is busy right now. Nothing is lost; try again in a moment.',
  unreachable: 'We could not be reached. Check your connection and try again.',
};
const UNKNOWN_FAILURE =
  'Something on our side went wrong. What is kept stays kept; please try again in a moment.';

/** What a listener reads about an archive that was asked for; every status has words. */
export function requestLabel(request: Pick<ArchiveRequestStatus, 'status' | 'newPlays' | 'failure'>): string {
  switch (request.status) {
    case 'queued':
      return 'Waiting for its turn…';
    case 'running':
      return 'Looking at Spotify…';
    case 'succeeded':
      return foundLabel(request.newPlays ?? 0);
    case 'failed':
      return FAILURES[request.failure ?? ''] ?? UNKNOWN_FAILURE;
  }
}

function foundLabel(newPlays: number): string {
  if (newPlays === 0) return 'Done. Nothing new since the last look.';
  return `Done. ${newPlays} new ${newPlays === 1 ? 'play' : 'plays'} kept.`;
}

/** "every hour", "every minute", "every 15 minutes" */
export function intervalLabel(minutes: number): string {
  if (minutes === 60) return 'every hour';
  return minutes === 1 ? 'every minute' : `every ${minutes} minutes`;
}

export interface Headline {
  mark: 'good' | 'waiting' | 'bad';
  text: string;
}

/** How the archive stands, in a few words. Two looks missed in a row are called late, never "up to date". */
export function archiveHeadline(archive: ArchiveState, connection: Connection, now: Date): Headline {
  if (connection.state === 'needs_reconnect') return { mark: 'bad', text: 'Spotify not connected' };
  if (archive.pausedUntil) return { mark: 'waiting', text: 'Waiting for Spotify' };
  if (!archive.lastPolledAt) return { mark: 'waiting', text: 'First look to come' };
  const age = now.getTime() - new Date(archive.lastPolledAt).getTime();
  if (age > 2 * archive.everyMinutes * MINUTE + MINUTE)
    return { mark: 'waiting', text: 'The last look is overdue' };
  return { mark: 'good', text: 'Archive is up to date' };
}
