import { expect, it } from 'vitest';
import { reportedBy } from '@/lib/history/combine-plays';
import type { StoredPlay } from '@/repositories/history/stored-plays-repository';
import { composePlays } from '@/services/history/compose-plays';
import { accountRow, endAt, polled } from '../../support/reports';

const END = new Date(endAt(0));

const stored: StoredPlay = {
  userId: 1,
  playedAt: END,
  trackId: 5,
  spotifyId: 'song',
  answerHash: null,
  sources: ['account_data'],
  reports: [],
  msPlayed: 210_000,
  storedAt: END,
  removedAt: null,
  originId: 1,
  firstOrigin: 1,
  skipped: null,
  reasonStart: null,
  reasonEnd: null,
  context: null,
  track: null,
};

it.each([
  ['stays', accountRow(0)],
  ['is reported otherwise at the same time', accountRow(0, { msPlayed: 90_000 })],
])('a poll of the very instant of another play of its track takes no place of it, which %s', (_, row) => {
  const plays = [
    { known: null, reported: reportedBy(polled(0)), others: [], reports: [0] },
    { known: 0, reported: reportedBy(row), others: [], reports: [] },
  ];
  // The row of the account data by the key of its track, the poll by Spotify's id of the same.
  const composed = composePlays(1, { plays }, [stored], new Map([[row.track, 5]]));
  const ends = composed.plays.map(({ played_at }) => played_at.getTime() - END.getTime());
  expect(ends).toEqual(composed.plays.length === 1 ? [1] : [0, 1]);
});
