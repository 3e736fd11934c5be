import { describe, expect, it } from 'vitest';
import type { Report } from '@/lib/history/report';
import { samePlay } from '@/lib/history/same-play';
import { accountRow, polled, row } from '../../support/reports';

const SHORT = { msPlayed: 31_000 };
const SONG = { msPlayed: 210_000 };

type Case = [what: string, a: Report, b: Report, seconds: number | null];

const polls: Case[] = [
  ['the same end', polled(0), polled(0), 0],
  [
    'the same end under another id',
    polled(0),
    polled(0, { track: { spotifyId: 'x', isrc: null, title: 'X' } }),
    0,
  ],
  ['ends a millisecond apart', polled(0), polled(0.001), null],
];

const rows: Case[] = [
  ['two seconds apart', row(0), row(2), 2],
  ['two seconds apart under another id', row(0), row(2, { track: { spotifyId: 'x' } }), 2],
  ['played times a second apart', row(0), row(2, { msPlayed: 211_000 }), 2],
  ['other played times', row(0), row(2, { msPlayed: 211_001 }), null],
  ['the same second, whatever was played', row(0), row(0, { msPlayed: 0 }), 0],
  ['the same second under another id', row(0), row(0, { track: { spotifyId: 'x' } }), 0],
  [
    'the same second under another id, played unlike',
    row(0),
    row(0, { msPlayed: 0, track: { spotifyId: 'x' } }),
    null,
  ],
  [
    'the same second without an id, played unlike',
    row(0),
    row(0, { msPlayed: 0, track: { spotifyId: null } }),
    0,
  ],
  ['almost a play apart', row(0), row(208), 208],
  ['a whole play apart', row(0), row(210), null],
  ['a loop of a track of 31 s', row(0, SHORT), row(31, SHORT), null],
  ['a loop of 31.5 s in whole seconds', row(0, { msPlayed: 31_500 }), row(31, { msPlayed: 31_500 }), null],
  ['another recording', row(0), row(0, { track: { spotifyId: 'x', title: 'X' } }), null],
  ['unknown played times', row(0, { msPlayed: null }), row(2, { msPlayed: null }), null],
];

const across: Case[] = [
  ['ends 0.4 s apart', polled(38.4), row(38), 0.4],
  ['ends a minute apart', polled(0), row(60), 60],
  ['more than a minute apart', polled(0), row(61), null],
  ['another id', polled(0), row(1, { track: { spotifyId: 'x' } }), 1],
  ['an album by many', polled(0), row(1, { track: { spotifyId: 'x', artists: ['Various Artists'] } }), 1],
  ['a remaster', polled(0), row(1, { track: { spotifyId: 'x', title: 'Song - Remastered 2011' } }), 1],
  ['another artist', polled(0), row(1, { track: { spotifyId: 'x', artists: ['Else'] } }), null],
  ['a poll of the start, behind every end', polled(0), row(213, SONG), 243],
  ['a poll of the start, ten seconds off', polled(0), row(220, SONG), 250],
  ['a skip, behind longer plays', polled(0), row(1, { msPlayed: 5_000 }), 61],
  ['a skip more than ten seconds off', polled(11), row(0, { msPlayed: 5_000 }), null],
  ['a start that does not meet', polled(0), row(221, SONG), null],
  ['a row whose end is the start of the poll', row(0), polled(210), null],
];

const minutes: Case[] = [
  ['a poll in its minute', polled(45), accountRow(0), 15],
  ['a poll two minutes later', polled(120), accountRow(0), 90],
  ['a poll still later', polled(120.001), accountRow(0), null],
  ['a row of the history in its minute', row(59), accountRow(0), 29],
  ['an offline row that is rounded down', row(-0.9, { precision: 1 }), accountRow(0), 30.9],
  ['a row of the minute before', row(-1), accountRow(0), 31],
  ['a row two minutes later', row(120), accountRow(0), 90],
  ['a row still later', row(121), accountRow(0), null],
  ['a row of the next minute', row(60), accountRow(0), 30],
  ['a row of the minute before, of a track that may be looped', row(-1, SHORT), accountRow(0, SHORT), null],
  [
    'a row of the next minute, when both may have been played',
    row(60, { msPlayed: 61_000 }),
    accountRow(0, { msPlayed: 61_000 }),
    null,
  ],
  ['a row of another length', row(45, SHORT), accountRow(0), null],
  [
    'a poll of another recording of its name than the known one',
    polled(45, { track: { spotifyId: 'x', isrc: null } }),
    accountRow(0, { track: { durationMs: 180_000 } }),
    15,
  ],
  ['itself', accountRow(0), accountRow(0), 0],
  ['another length in its minute', accountRow(0), accountRow(0, SHORT), null],
  ['a skip of its minute', accountRow(0, { msPlayed: 400 }), accountRow(0, { msPlayed: 900 }), null],
  ['a row of another skip', row(20, { msPlayed: 900 }), accountRow(0, { msPlayed: 400 }), null],
  ['a row of the same skip', row(20, { msPlayed: 400 }), accountRow(0, { msPlayed: 400 }), 10],
  ['the same skip', accountRow(0, { msPlayed: 400 }), accountRow(0, { msPlayed: 400 }), 0],
  ['the next minute', accountRow(0), accountRow(1), 60],
  ['a minute in which it may have been played again', accountRow(0), accountRow(3), null],
  ['the next minute, of a track that may be looped', accountRow(0, SHORT), accountRow(1, SHORT), null],
];

describe.each<[string, Case[]]>([
  ['two polls', polls],
  ['two rows of files', rows],
  ['a poll and a row', across],
  ['a row known to the minute and', minutes],
])('%s', (_what, cases) => {
  it.each(cases)('%s', (_case, a, b, seconds) => {
    const apart = seconds === null ? null : seconds * 1_000;
    expect(samePlay(a, b)).toBe(apart);
    expect(samePlay(b, a)).toBe(apart);
  });
});
