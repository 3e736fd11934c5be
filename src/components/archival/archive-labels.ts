import type { ArchiveState, Connection } from '@/lib/shared/analytics/dashboard';
import { rejectedItemsLabel } from '@/lib/shared/archival/rejected-items';
import { numberFormatter } from '@/lib/shared/formatters';
import { plural } from '@/lib/shared/plural';
import { MINUTE } from '@/lib/shared/time';
import type { ArchiveProgress } from './archive-request';

const FAILURES: Record<string, string> = {
  reconnect_needed:
    'Spotify no longer gives us access. Reconnect Spotify to continue; your saved plays are safe.',
  not_registered:
    'Spotify does not let this app read your account. Ask the site operator to add you at Spotify; your saved plays are safe.',
  spotify_paused: 'Spotify asked us to slow down. Nothing is lost: the next sync continues from here.',
  spotify_unavailable: 'Spotify did not respond. Nothing is lost: the next sync tries again by itself.',
  timed_out: 'This sync took too long. The next one runs by itself; you can also try again now.',
  too_often: 'Too many syncs in a short time. Wait ten seconds and try again.',
  signed_out: 'You are signed out. Sign in again to sync now; scheduled syncs continue.',
  unavailable: 'The archive is busy right now. Nothing is lost; try again in a moment.',
  unreachable: 'We could not reach the server. Check your connection and try again.',
};
const UNKNOWN_FAILURE =
  'Something went wrong on our side. Your saved plays are safe; please try again in a moment.';

/** The message for each status of a requested sync. */
export function requestLabel(request: ArchiveProgress, locale: string): string {
  switch (request.status) {
    case 'queued':
      return 'Waiting to start…';
    case 'running':
      return 'Syncing with Spotify…';
    case 'succeeded':
      return foundLabel(request.newPlays ?? 0, locale) + noteLabel(request.rejectedItems ?? 0);
    case 'failed':
      return FAILURES[request.failure ?? ''] ?? UNKNOWN_FAILURE;
  }
}

function foundLabel(newPlays: number, locale: string): string {
  if (newPlays === 0) return 'Done. No new plays since the last sync.';
  return `Done. ${numberFormatter(locale, {}).format(newPlays)} new ${plural(newPlays, 'play')} saved.`;
}

const noteLabel = (items: number): string => (items > 0 ? ` ${rejectedItemsLabel(items)}; see Account.` : '');

/** "every hour", "every minute", "every 15 minutes"; public pages have the words for all readers. */
export function intervalLabel(minutes: number, locale = 'en-GB'): string {
  if (minutes === 60) return 'every hour';
  return minutes === 1 ? 'every minute' : `every ${numberFormatter(locale, {}).format(minutes)} minutes`;
}

export interface Headline {
  mark: 'good' | 'waiting' | 'bad';
  text: string;
}

/** What the moment of the last success is called. */
export const lastSyncTitle = ({ failedSyncs }: ArchiveState): string =>
  failedSyncs > 0 ? 'Last success' : 'Last sync';

export const LAST_FAILED = 'The last sync failed';

/** The status of the archive in a few words. After a failed poll, or two missed polls in a row it is overdue, never "up to date". */
export function archiveHeadline(archive: ArchiveState, connection: Connection, now: Date): Headline {
  if (connection.state === 'needs_reconnect') return { mark: 'bad', text: 'Spotify not connected' };
  if (archive.nextSync.waitsFor === 'spotify') return { mark: 'waiting', text: 'Sync paused by Spotify' };
  if (archive.nextSync.waitsFor === 'errors') return { mark: 'waiting', text: 'Sync paused after errors' };
  if (archive.failedSyncs > 0) return { mark: 'waiting', text: LAST_FAILED };
  if (!archive.lastPolledAt) return { mark: 'waiting', text: 'First sync pending' };
  const age = now.getTime() - new Date(archive.lastPolledAt).getTime();
  if (age > 2 * archive.everyMinutes * MINUTE + MINUTE)
    return { mark: 'waiting', text: 'The last sync is overdue' };
  return { mark: 'good', text: 'Archive is up to date' };
}
