import { describe, expect, it } from 'vitest';
import type { StoredPlay } from '@/repositories/history/stored-plays-repository';
import { recompose } from '@/services/history/rematch-plays';

const AT = Date.parse('2026-02-01T12:00:00Z');
const LATER = new Date(AT + 60_000);

const stored = (over: Partial<Omit<StoredPlay, 'track'>>, isrc: string | null = 'ISRC'): StoredPlay => ({
  userId: 1,
  playedAt: new Date(AT),
  trackId: 1,
  spotifyId: 'one',
  answerHash: null,
  sources: ['poll'],
  reports: [],
  msPlayed: null,
  storedAt: LATER,
  removedAt: null,
  firstOrigin: 1,
  skipped: null,
  reasonStart: null,
  reasonEnd: null,
  context: null,
  originId: 1,
  track: { name: '', artists: [], artistIds: [], isrc, durationMs: 200_000, isClaim: false },
  ...over,
});

const poll = stored({ playedAt: new Date(AT + 482), firstOrigin: 3 });
const row = stored({
  trackId: 2,
  spotifyId: 'two',
  sources: ['extended_history'],
  msPlayed: 200_000,
  firstOrigin: 4,
});

describe('stored plays, compared once more', () => {
  it('become one where their tracks turned out to be one recording', () => {
    const { plays, replaced } = recompose(1, [row, poll]);
    expect(plays).toMatchObject([
      { played_at: poll.playedAt, track_id: 1, ms_played: 200_000, sources: ['poll', 'extended_history'] },
    ]);
    expect(plays[0]?.reports).toEqual([
      { source: 'poll', ended_at: poll.playedAt },
      { source: 'extended_history', ended_at: row.playedAt },
    ]);
    expect(replaced.map(({ track_id }) => track_id).sort()).toEqual([1, 2]);
  });

  it('stay as they are where they are two', () => {
    const other = { ...row, track: stored({}, 'OTHER').track };
    expect(recompose(1, [other, poll])).toEqual({ plays: [], replaced: [], removed: [], contexts: [] });
  });

  it('stay as they are where they are one already', () => {
    const [one] = recompose(1, [row, poll]).plays;
    const joined = stored({
      playedAt: poll.playedAt,
      msPlayed: 200_000,
      sources: one?.sources ?? [],
      reports: one?.reports ?? [],
    });
    expect(recompose(1, [joined])).toEqual({ plays: [], replaced: [], removed: [], contexts: [] });
  });

  it('stay where they were there when the other was removed: of two that were listed one was kept', () => {
    const before = { ...row, storedAt: new Date(AT - 1) };
    expect(recompose(1, [before, { ...poll, removedAt: new Date(AT) }])).toEqual({
      plays: [],
      replaced: [],
      removed: [],
      contexts: [],
    });
  });

  it('go to a removed play where they turned out to be the same and came after it was removed, and never bring it back', () => {
    const { plays, removed, replaced } = recompose(1, [row, { ...poll, removedAt: new Date(AT) }]);
    expect(plays).toEqual([]);
    expect(removed).toMatchObject([
      {
        was_played_at: poll.playedAt,
        was_track_id: 1,
        played_at: poll.playedAt,
        track_id: 1,
        ms_played: 200_000,
        sources: ['poll', 'extended_history'],
      },
    ]);
    expect(replaced).toEqual([
      { user_id: 1, played_at: row.playedAt, track_id: 2, became: null, became_id: 1 },
    ]);
  });
});
