import { describe, expect, it } from 'vitest';
import { HOUR, MINUTE, SECOND } from '@/lib/shared/time';
import { findConnectedListener } from '@/repositories/archival/polled-listener-repository';
import { freshToken } from '@/services/archival/fresh-token';
import type { BatchMessage } from '@/services/archival/messages';
import { recordPlays } from '@/services/archival/record-plays';
import { archiveUserTracks } from '@/services/archival-service';
import type { ArchiveStage } from '../../support/archive-stage';
import { EffectGate } from '../../support/effects';
import { useArchiveStage } from '../../support/stage-database';

const stage = useArchiveStage();

const message = (s: ArchiveStage, userIds: number[]): BatchMessage => ({
  slot: s.clock.now(),
  batch: 0,
  userIds,
  attempt: 0,
  nextRegularAt: new Date(s.clock.now().getTime() + HOUR),
});

/** A listener at a pace at which Spotify's window of 50 plays overflows within the hour. */
async function withHeavyListener(s: ArchiveStage): Promise<number> {
  const now = s.clock.now().getTime();
  const plays = Array.from({ length: 50 }, (_, i) => ({ playedAt: now - (i + 1) * 40 * SECOND, track: i }));
  s.simulator.control.addListener({ id: 'heavy', plays });
  return s.signIn('heavy');
}

describe('a process that is killed at any point of a batch', () => {
  it('has queued what comes next before it marks the batch as done: the redelivery makes up for the rest', async () => {
    let killedAt = 0;
    for (let effects = Number.POSITIVE_INFINITY; killedAt < effects; killedAt++) {
      const gate = new EffectGate((index) => (index === killedAt ? 'kill_after' : null));
      const s = stage({ around: gate.around });
      const batch = message(s, [await withHeavyListener(s)]);
      const survived = await gate.live(() => archiveUserTracks(s.deps, batch));
      if (!survived) await gate.live(() => archiveUserTracks(s.deps, batch));
      else effects = killedAt;
      const parts = s.queue.published.map(({ body }) => Reflect.get(Object(body), 'part'));
      expect(parts, `killed after ${gate.effects[killedAt]}`).toContain('extra-1');
    }
    expect(killedAt).toBeGreaterThan(5);
  });
});

describe('the lease of a refresh token', () => {
  it('ends with the refresh: the next worker need not wait until it runs out', async () => {
    const s = stage();
    const id = await withHeavyListener(s);
    s.clock.advance(HOUR);
    const match = { path: '/api/token' };
    s.simulator.control.addFault({ match, times: 3, fault: { kind: 'server_error' } });
    const read = async () => {
      const listener = await findConnectedListener(s.deps.db, id);
      if (!listener) throw new Error('There is no connection to poll.');
      const startedAt = s.clock.now().getTime();
      const token = await freshToken(s.deps, listener);
      const { refreshLeaseUntil } = await s.deps.db.user.findUniqueOrThrow({ where: { id } });
      return { ok: token.ok, took: s.clock.now().getTime() - startedAt, refreshLeaseUntil };
    };
    expect(await read()).toMatchObject({ ok: false, refreshLeaseUntil: null });
    const second = await read();
    expect(second).toMatchObject({ ok: true, refreshLeaseUntil: null });
    expect(second.took).toBeLessThan(SECOND);
  });
});

describe('the counters of a run', () => {
  it('hold every listener of a batch that had to be split, and count who could not be written as failed', async () => {
    const s = stage();
    const slot = s.clock.now();
    await s.deps.db.archiveRun.create({ data: { scheduledFor: slot, startedAt: slot } });
    const shares = [];
    for (let i = 0; i < 7; i++) {
      const playedAt = slot.getTime() - 5 * MINUTE;
      s.simulator.control.addListener({ id: `listener-${i}`, plays: [{ playedAt, track: i }] });
      const userId = await s.signIn(`listener-${i}`);
      const answer = await s.deps.spotify.recentlyPlayed(
        s.simulator.control.issueTokens(`listener-${i}`).accessToken,
      );
      if (!answer.ok) throw new Error('the simulator did not answer');
      const counts = { successful: 1, failed: 0, rejected: 0, empty_answers: 0 };
      shares.push({ userId, page: answer.value, counts });
    }
    const [poisoned, , , unwritable] = shares;
    const play = poisoned?.page.plays[0];
    if (!play || !unwritable) throw new Error('no play to poison');
    play.playedAt = new Date(8.64e15);
    unwritable.page = { plays: [], rejectedItems: [], isFull: true };
    const state = { token_version: 0.5 };
    Object.assign(unwritable, { state });
    const run = { scheduled_for: slot, skipped: 2 };
    const recorded = await recordPlays(s.deps, shares, run);
    expect(recorded.unwritten).toEqual([unwritable.userId]);
    expect(await s.deps.db.archiveRun.findFirst()).toMatchObject({
      successful: 6,
      failed: 1,
      skipped: 2,
      newPlays: 5,
    });
  });
});
