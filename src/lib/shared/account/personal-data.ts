/**
 * Everything stored about one listener in the database, grouped by its meaning to them. The privacy page, the page that
 * deletes an account and the deletion itself use this list; a test compares it with the database's tables.
 */
export const PERSONAL_DATA = [
  {
    kind: 'plays',
    tables: ['play_events'],
    name: 'Plays',
    what: 'which track ended when, how long it played, whether it was skipped, the playlist or album it was started from, and whether it came from Spotify or from a file you imported',
  },
  {
    kind: 'figures',
    tables: [
      'user_track_stats',
      'user_recording_stats',
      'user_artist_stats',
      'user_album_stats',
      'user_day_stats',
      'rebuilt_day_stats',
      'user_session_days',
      'user_genre_stats',
      'user_totals',
      'stale_rollups',
    ],
    name: 'Figures',
    what: 'how often and how long you played each track, artist and album; how often each genre, how much on each day, and how long in one go; calculated from the plays',
  },
  {
    kind: 'removedPlays',
    tables: ['removed_plays', 'play_removals'],
    name: 'Removed plays',
    what: 'plays that you removed, so that no sync and no import brings them back',
  },
  {
    kind: 'exclusions',
    tables: ['exclusions', 'exclusion_checks'],
    name: 'What you leave out of statistics',
    what: 'the artists, albums, tracks, playlists and times that you leave out of statistics, and how far the figures have followed',
  },
  {
    kind: 'separateTracks',
    tables: ['separate_tracks'],
    name: 'Separate releases',
    what: 'tracks that you keep apart from other releases of the same song',
  },
  {
    kind: 'claims',
    tables: ['tracks', 'albums', 'artists'],
    name: 'Music known from your files',
    what: 'names of tracks, albums and artists that are known only from your files; nobody else sees them',
  },
  {
    kind: 'gaps',
    tables: ['archive_gaps'],
    name: 'Gaps',
    what: 'stretches of time in which plays may be missing',
  },
  {
    kind: 'imports',
    tables: ['import_jobs'],
    name: 'Imports',
    what: 'the name, size and import progress of each file you imported and what was in it; rows still to be imported',
  },
  {
    kind: 'rejectedItems',
    tables: ['rejected_items'],
    name: 'Unreadable items',
    what: 'entries in Spotify’s list of your plays that we could not read, in full',
  },
  {
    kind: 'archiveRequests',
    tables: ['archive_requests'],
    name: 'Requested syncs',
    what: 'when you signed in or pressed “Sync now”, and the result',
  },
  {
    kind: 'connectionEvents',
    tables: ['breaker_events'],
    name: 'Connection history',
    what: 'when your connection to Spotify failed, paused, ended or came back, and why',
  },
  {
    kind: 'lastPoll',
    tables: ['last_polls'],
    name: 'Last sync',
    what: 'when your plays were last fetched from Spotify',
  },
  {
    kind: 'shares',
    tables: ['shareable_reports'],
    name: 'Shared reports',
    what: 'the reports you made public, with their title, description, pictures and a count of views; who viewed them is not stored',
  },
  {
    kind: 'zoneChanges',
    tables: ['zone_rebuilds'],
    name: 'Time zone changes',
    what: 'the progress of a change, until it is done',
  },
  {
    kind: 'sessions',
    tables: ['sessions'],
    name: 'Sign-ins',
    what: 'when each browser signed in and when that ends; only a hash of its token is stored',
  },
  {
    kind: 'accessTokens',
    tables: ['access_tokens'],
    name: 'Access tokens',
    what: 'the name, permissions and expiry of each token you created for a program, and roughly when it was last used; only a hash of the token is stored',
  },
  {
    kind: 'account',
    tables: ['users'],
    name: 'Profile and connection',
    what: 'your Spotify ID, account ID, name, email address and the address of your picture; the access tokens of your Spotify account, encrypted, and what they allow; when you connected and disconnected, and whether the last sync failed; your time zone, language and colours; the address of your public badge, while you have one',
  },
] as const satisfies readonly PersonalData[];

interface PersonalData {
  /** The name in API answers. */
  kind: string;
  /** Database tables; `ownerColumn` names the column with the listener's key. */
  tables: readonly string[];
  name: string;
  /** The end of the sentence "We keep …". */
  what: string;
}

/** The column of a table of the list that has the listener's key. */
export function ownerColumn(table: string): string {
  if (table === 'users') return 'id';
  return table === 'tracks' || table === 'albums' || table === 'artists' ? 'claimed_by' : 'user_id';
}

export type PersonalDataKind = (typeof PERSONAL_DATA)[number]['kind'];

/** What has to be typed before an account is deleted. */
export const DELETION_PHRASE = 'delete my account';

/** Whether somebody typed the phrase; case and spaces around it do not matter. */
export const isDeletionPhrase = (text: string): boolean =>
  text.trim().replace(/\s+/g, ' ').toLowerCase() === DELETION_PHRASE;
