import { row } from './import-stage';
import { CANARY } from './routes/route-table';

const PLAYED_AT = '2026-02-01T10:00:00.123Z';
/** What Spotify lists of another listener's music. */
export const listed = {
  playedAt: PLAYED_AT,
  id: 'real',
  name: 'Real Name',
  artists: ['Real Artist'],
  album: 'Real Album',
};
const IMAGE = `https://i.scdn.co/image/${CANARY}`;

/** Our own export that says of the ids of another listener's music what is not so, in every field. */
export const lies = {
  format: 'audiospective-export',
  version: 1,
  exportedAt: PLAYED_AT,
  listener: { name: CANARY, spotifyId: CANARY, timeZone: 'UTC' },
  range: { from: null, to: null },
  plays: [
    {
      playedAt: '2026-01-05T10:00:00.000Z',
      track: 'real',
      msPlayed: 1,
      listenedMs: 1,
      sources: ['extended_history'],
      reports: [],
      skipped: true,
      reasonStart: 'canary',
      reasonEnd: 'canary',
      context: { type: CANARY, uri: `spotify:playlist:${CANARY}` },
    },
    {
      playedAt: '2026-01-05T10:05:00.000Z',
      track: `name:${CANARY}`,
      msPlayed: 60_000,
      listenedMs: 1,
      sources: ['account_data'],
      reports: [],
      skipped: null,
      reasonStart: null,
      reasonEnd: null,
      context: null,
    },
    {
      playedAt: '2026-01-05T10:10:00.000Z',
      track: 'invented',
      msPlayed: 60_000,
      listenedMs: 1,
      sources: ['extended_history'],
      reports: [],
      skipped: null,
      reasonStart: null,
      reasonEnd: null,
      context: null,
    },
  ],
  gaps: [],
  tracks: [
    { id: 'real', artists: ['artist0ofreal'] },
    { id: `name:${CANARY}`, artists: ['artist0ofreal'] },
    // Says who is on the other's album.
    { id: 'invented', artists: ['inventedArtist'] },
  ].map((track) => ({
    ...track,
    name: `${CANARY} track`,
    durationMs: 1,
    isrc: 'REAL1',
    explicit: true,
    isClaim: false,
    album: 'albumOfreal',
  })),
  albums: [{ id: 'albumOfreal', name: `${CANARY} album`, imageUrl: IMAGE, releaseDate: '1901' }],
  artists: ['artist0ofreal', 'inventedArtist'].map((id) => ({
    id,
    name: `${CANARY} artist`,
    genres: [CANARY],
    genresSource: 'spotify',
    imageUrl: IMAGE,
  })),
};

/** A row of the extended history that does so too. */
export const falseRow = row('2026-01-06T10:00:00Z', {
  spotify_track_uri: 'spotify:track:real',
  master_metadata_track_name: `${CANARY} title`,
  master_metadata_album_artist_name: `${CANARY} name`,
  master_metadata_album_album_name: `${CANARY} record`,
});
