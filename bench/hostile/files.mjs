import { buffer } from 'node:stream/consumers';
import { ZipFile } from 'yazl';

const MB = 1_000_000;

/** A row of an extended history, as large as Spotify's own. */
export const historyRow = (n, at) => ({
  ts: new Date(at).toISOString().replace(/\.\d+Z$/, 'Z'),
  platform: 'android',
  ms_played: 180_000 + (n % 90_000),
  conn_country: 'NP',
  ip_addr: '192.0.2.7',
  master_metadata_track_name: `Track ${n % 20_000}`,
  master_metadata_album_artist_name: `Artist ${n % 1_500}`,
  master_metadata_album_album_name: `Album ${n % 4_000}`,
  spotify_track_uri: `spotify:track:bench${n % 20_000}`,
  episode_name: null,
  episode_show_name: null,
  spotify_episode_uri: null,
  audiobook_title: null,
  audiobook_uri: null,
  audiobook_chapter_uri: null,
  audiobook_chapter_title: null,
  reason_start: 'trackdone',
  reason_end: 'trackdone',
  shuffle: false,
  skipped: false,
  offline: false,
  offline_timestamp: null,
  incognito_mode: false,
});

/** This many rows, one every four minutes up to now. */
export const history = (rows) => {
  const now = Date.now() - 86_400_000;
  return JSON.stringify(Array.from({ length: rows }, (_, n) => historyRow(n, now - (rows - n) * 240_000)));
};

async function zipOf(name, content) {
  const zip = new ZipFile();
  zip.addBuffer(Buffer.from(content), name);
  zip.end();
  return buffer(zip.outputStream);
}

const emptyObjects = (bytes) => `[${'{},'.repeat(bytes / 3)}{}]`;

/** Files that would hold up a server that reads them carelessly, made one after the other. */
export const HOSTILE = [
  ['252 MB of empty objects', () => emptyObjects(252 * MB)],
  [
    'one row, then 252 MB of empty objects',
    () => history(1).replace(/\]$/, `,${emptyObjects(252 * MB).slice(1)}`),
  ],
  ['the empty objects in a zip', () => zipOf('endsong_0.json', emptyObjects(252 * MB))],
  ['50 MB of [', () => '['.repeat(50 * MB)],
  ['200 MB in one text', () => `[{"ts":"${'x'.repeat(200 * MB)}"}]`],
  ['100 MB of numbers in a row', () => `[{"ts":[${'1,'.repeat(50 * MB)}1]}]`],
  ['100 MB of keys in a row', () => `[{${Array.from({ length: 8 * MB }, (_, n) => `"k${n}":1`).join(',')}}]`],
  ['100 MB of space', () => `[${' '.repeat(100 * MB)}]`],
  ['100 MB of music', () => ownExport({ tracks: longTracks(100 * MB) })],
  ['93 MB of artists with short names', () => ownExport({ artists: shortArtists(2_100_000) })],
  ['87 MB of artists of tracks', () => ownExport({ tracks: tracksOfMany(120_000) })],
  ['rows with texts of 10 MB', () => longTexts(12)],
  ['60 MB of UTF-16, cut', () => Buffer.from(history(50_000), 'utf16le').subarray(0, 60 * MB - 1)],
  ['200,000 good rows, and a comma too much', () => history(200_000).replace(/\]$/, ',]')],
];

const TRACK = { durationMs: 1, isrc: null, explicit: false, album: null };

const longTracks = (bytes) =>
  listOf(bytes / 400, (n) => ({ id: `t${n}`, name: 'T'.repeat(300), ...TRACK, artists: [] }));
const shortArtists = (count) => listOf(count, (n) => ({ id: `a${n}`, name: 'x', imageUrl: null }));
const tracksOfMany = (count) => {
  const artists = Array.from({ length: 100 }, (_, n) => `a${n}`);
  return listOf(count, (n) => ({ id: `t${n}`, name: 'x', ...TRACK, artists }));
};

/** Written as it is made: millions of objects at once would be gigabytes. */
const listOf = (length, make) => `[${Array.from({ length }, (_, n) => JSON.stringify(make(n))).join(',')}]`;

/** Our own format; each list as text. */
function ownExport({ tracks = '[]', artists = '[]' }) {
  const head = '"format":"audiospective-export","version":1,"gaps":[],"albums":[],"plays":[]';
  return `{${head},"artists":${artists},"tracks":${tracks}}`;
}

function longTexts(count) {
  const rows = Array.from({ length: count }, (_, n) => ({
    ...historyRow(n, Date.now()),
    master_metadata_track_name: 'x'.repeat(10 * MB),
  }));
  return JSON.stringify(rows);
}
