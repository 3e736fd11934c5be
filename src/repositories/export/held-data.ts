/** As in plays.json: an entity by id and name, the names of a track's artists, the URI of a context, what reported a play. */
export type HeldReference = 'artist' | 'album' | 'track' | 'artists' | 'context' | 'reports';

/** A file of the zip with everything stored, and the table whose rows it contains. */
interface HeldTable {
  file: string;
  /** What the README says of it. */
  about: string;
  /** The column that pages are ordered by. */
  key: string;
  /** Rows that are read together, where they may be long. */
  rowsAtOnce?: number;
  exported: readonly string[];
  /** Columns that mean nothing outside the database: exported as what they stand for, under the name of that. */
  named?: Readonly<Record<string, HeldReference>>;
  /** Columns that are not exported, each with the reason. */
  withheld: Readonly<Record<string, string>>;
}

const OWNER = 'It is the same number everywhere and means nothing outside this database.';
const SECRET = 'A key, with which anyone could act for you. It never leaves.';
const SPELLING = 'The names once more, in the spelling that they are compared by.';
const MACHINERY = 'Machinery of the moment, not about you.';

/**
 * What is stored about a listener besides the plays, which have files of their own. A test compares this with the tables
 * and columns of the database: a new one must be added here.
 */
export const HELD_TABLES: Readonly<Record<string, HeldTable>> = {
  users: {
    file: 'profile.json',
    about: 'your profile as Spotify gave it, your settings, when you connected, and how polling Spotify went',
    key: 'id',
    exported: [
      'id',
      'spotify_id',
      'spotify_account_id',
      'email',
      'name',
      'image',
      'scope',
      'time_zone',
      'locale',
      'theme',
      'counts_from_ms',
      'archived_from',
      'badge_id',
      'authorized_at',
      'token_expires_at',
      'is_active',
      'disconnected_reason',
      'disconnected_at',
      'consecutive_failures',
      'auth_failures',
      'network_failures',
      'last_failure_type',
      'last_failed_at',
      'circuit_open_until',
      'circuit_opened_count',
      'created_at',
      'updated_at',
    ],
    withheld: {
      access_token: SECRET,
      refresh_token: SECRET,
      token_version: MACHINERY,
      refresh_lease_until: MACHINERY,
    },
  },
  sessions: {
    file: 'sign-ins.json',
    about: 'when each browser signed in, and until when that lasts',
    key: 'created_at',
    exported: ['created_at', 'expires_at'],
    withheld: { token_hash: SECRET, user_id: OWNER },
  },
  access_tokens: {
    file: 'access-tokens.json',
    about: 'the tokens that you made for programs of yours: name, rights, and until when each lasts',
    key: 'created_at',
    exported: ['name', 'scopes', 'created_at', 'expires_at', 'last_used_at'],
    withheld: { token_hash: SECRET, user_id: OWNER },
  },
  last_polls: {
    file: 'last-poll.json',
    about: 'when Spotify was last polled for you',
    key: 'user_id',
    exported: ['user_id', 'polled_at'],
    withheld: {},
  },
  archive_gaps: {
    file: 'gaps.json',
    about: 'stretches of time in which plays may be missing, how many at most, and what closed them',
    key: 'id',
    exported: ['id', 'from_at', 'to_at', 'missed_at_most', 'opened_at', 'closed_at', 'closed_by'],
    withheld: { user_id: OWNER },
  },
  rejected_items: {
    file: 'rejected-items.json',
    about:
      'what Spotify listed among your plays and could not be read as one; payload is its text as Spotify sent it',
    key: 'id',
    rowsAtOnce: 5,
    exported: ['id', 'reason', 'played_at', 'seen_at', 'payload', 'payload_bytes', 'payload_hash'],
    withheld: { user_id: OWNER },
  },
  breaker_events: {
    file: 'connection-history.json',
    about: 'when your connection to Spotify failed, paused, ended or came back, and why',
    key: 'id',
    exported: ['id', 'at', 'from_state', 'to_state', 'failure_type', 'reason', 'open_until'],
    withheld: { user_id: OWNER },
  },
  archive_requests: {
    file: 'archive-requests.json',
    about: 'when you signed in or asked for a sync, and the result',
    key: 'id',
    exported: [
      'id',
      'trigger',
      'status',
      'requested_at',
      'deadline_at',
      'finished_at',
      'new_plays',
      'rejected_items',
      'failure',
    ],
    withheld: { user_id: OWNER },
  },
  shareable_reports: {
    file: 'shared-reports.json',
    about: 'the reports that you shared, whole, and how often they were viewed',
    key: 'share_id',
    exported: [
      'share_id',
      'title',
      'description',
      'report_data',
      'date_range',
      'view_count',
      'is_public',
      'is_indexable',
      'expires_at',
      'created_at',
    ],
    withheld: {
      user_id: OWNER,
      image: 'A picture painted from the report; it is public at the address of the report.',
    },
  },
  import_jobs: {
    file: 'imports.json',
    about:
      'the files that you imported: their names, what became of their rows, and which files of a zip were not read',
    key: 'id',
    rowsAtOnce: 5,
    exported: [
      'id',
      'file_name',
      'file_bytes',
      'format',
      'status',
      'created_at',
      'started_at',
      'finished_at',
      'rows_total',
      'rows_done',
      'added',
      'already_known',
      'removed',
      'enriched',
      'repeated',
      'too_short',
      'private_session',
      'podcast',
      'audiobook',
      'no_track',
      'out_of_bounds',
      'unreadable',
      'gaps_closed',
      'first_play_at',
      'last_play_at',
      'failure',
      'errors',
      'skipped_files',
      'more_skipped_files',
    ],
    withheld: { user_id: OWNER, deadline_at: MACHINERY, covers: MACHINERY },
  },
  play_removals: {
    file: 'removals.json',
    about: 'what you removed, and when',
    key: 'id',
    exported: ['id', 'removed_at', 'label'],
    withheld: { user_id: OWNER },
  },
  removed_plays: {
    file: 'removed-plays.json',
    about: 'the plays that you removed; removalId refers to removals.json',
    key: 'played_at',
    exported: ['played_at', 'removal_id', 'ms_played'],
    named: { track_id: 'track', context_id: 'context', reports: 'reports' },
    withheld: { user_id: OWNER, origin_id: MACHINERY, ending_id: MACHINERY },
  },
  separate_tracks: {
    file: 'separate-releases.json',
    about: 'tracks that you keep apart from other releases of the same song',
    key: 'track_id',
    exported: [],
    named: { track_id: 'track' },
    withheld: {
      user_id: OWNER,
      recording_id: 'The number that the track is counted under; it means nothing elsewhere.',
    },
  },
  exclusions: {
    file: 'exclusions.json',
    about:
      'what you leave out of statistics: an artist, album, track or playlist, a span of time, or hours of the day in minutes after midnight',
    key: 'id',
    exported: ['id', 'kind', 'from_at', 'to_at', 'from_minute', 'to_minute', 'time_zone', 'created_at'],
    named: { artist_id: 'artist', album_id: 'album', track_id: 'track', context_id: 'context' },
    withheld: { user_id: OWNER },
  },
  exclusion_checks: {
    file: 'exclusion-checks.json',
    about: 'how far your figures have followed the last change of what you leave out',
    key: 'id',
    exported: ['id', 'requested_at', 'plays', 'checked_plays'],
    withheld: { user_id: OWNER, worked_at: MACHINERY, until_at: MACHINERY, until_track: MACHINERY },
  },
  zone_rebuilds: {
    file: 'time-zone-changes.json',
    about: 'a change of your time zone that is still under way',
    key: 'id',
    exported: ['id', 'time_zone', 'requested_at', 'plays', 'built_plays', 'built_until'],
    withheld: { user_id: OWNER, worked_at: MACHINERY, changed_days: MACHINERY },
  },
  tracks: {
    file: 'tracks-named-by-files.json',
    about: 'tracks that only files of yours have named so far, as they call them',
    key: 'id',
    exported: ['spotify_id', 'name', 'duration_ms', 'isrc', 'explicit', 'look_up_after'],
    named: { id: 'artists', album_id: 'album' },
    withheld: {
      claimed_by: OWNER,
      name_key: SPELLING,
      search_name: SPELLING,
      title_key: SPELLING,
      artists_key: SPELLING,
      disc_number: 'Only Spotify says it.',
      track_number: 'Only Spotify says it.',
      recording_id: OWNER,
      answer_hash: MACHINERY,
    },
  },
};

/** Tables about listeners that have no file of their own, each with the reason. */
export const EXPORTED_ELSEWHERE: Readonly<Record<string, string>> = {
  play_events: 'plays.json and plays.csv hold all of it',
  play_origins: 'plays.json and plays.csv hold sources and time of each play',
  play_reports: 'plays.json holds when each source says that a play ended',
  play_endings: 'plays.json and plays.csv hold how each play began and ended',
  track_artists: 'plays.json names the artists of every track that you played',
  albums: 'plays.json names every album that you played',
  artists: 'plays.json names every artist that you played',
  stale_rollups: 'work that waits to be done, gone minutes later',
  user_recording_stats: 'calculated from the plays',
  user_track_stats: 'calculated from the plays',
  user_artist_stats: 'calculated from the plays',
  user_album_stats: 'calculated from the plays',
  user_day_stats: 'calculated from the plays',
  rebuilt_day_stats: 'calculated from the plays',
  user_session_days: 'calculated from the plays',
  user_genre_stats: 'calculated from the plays',
  user_totals: 'calculated from the plays',
  import_chunks: 'rows of a file of yours that wait to be read; gone minutes later',
};
