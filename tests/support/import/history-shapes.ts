/** A row of the extended streaming history. */
export const extendedRow = (ts: string, over: Record<string, unknown> = {}) => ({
  ts,
  platform: 'android',
  ms_played: 200_000,
  conn_country: 'NP',
  ip_addr: '192.0.2.7',
  master_metadata_track_name: 'Blink',
  master_metadata_album_artist_name: 'Hiroshi Yoshimura',
  master_metadata_album_album_name: 'Music for Nine Postcards',
  spotify_track_uri: 'spotify:track:blink',
  episode_name: null,
  spotify_episode_uri: null,
  reason_start: 'trackdone',
  reason_end: 'trackdone',
  skipped: false,
  offline: false,
  offline_timestamp: null,
  incognito_mode: false,
  ...over,
});

/** A row of the account data. */
export const accountRow = (endTime: string, over: Record<string, unknown> = {}) => ({
  endTime,
  artistName: 'Hiroshi Yoshimura',
  trackName: 'Blink',
  msPlayed: 200_000,
  ...over,
});

/** Our own export: two plays of one track. */
export const ownExport = () => ({
  format: 'audiospective-export',
  version: 1,
  exportedAt: '2022-01-01T00:00:00.000Z',
  listener: { name: null, spotifyId: 'regular', timeZone: 'UTC' },
  range: { from: null, to: null },
  plays: ['2020-02-01T00:00:00.123Z', '2020-02-01T00:05:00.456Z'].map((playedAt) => ({
    playedAt,
    track: 't',
    msPlayed: null,
    listenedMs: 1,
    sources: ['poll'],
    skipped: null,
    reasonStart: null,
    reasonEnd: null,
    context: { type: 'playlist', uri: 'spotify:playlist:p' },
  })),
  gaps: [
    {
      from: '2020-02-01T01:00:00.000Z',
      to: '2020-02-01T02:00:00.000Z',
      missedAtMost: 7,
      openedAt: '2020-02-01T02:00:00.000Z',
      closedAt: null,
      closedBy: null,
    },
  ],
  tracks: [
    {
      id: 't',
      name: 'T',
      durationMs: 213_000,
      isrc: null,
      explicit: false,
      album: 'al',
      artists: ['a'],
    },
  ],
  albums: [{ id: 'al', name: 'Al', imageUrl: null, releaseDate: '1982-03-01' }],
  artists: [{ id: 'a', name: 'A', genres: ['ambient'], genresSource: 'spotify', imageUrl: null }],
});
