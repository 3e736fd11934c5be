import { beforeEach, describe, expect, it } from 'vitest';
import { HOUR, SECOND } from '@/lib/shared/time';
import { disconnectSpotify } from '@/services/account/manage-account';
import { getNowPlaying } from '@/services/archival/now-playing';
import { backgroundToken } from '@/services/catalogue/background-token';
import { runVerb } from '@/services/operations/admin/run-verb';
import type { ArchiveStage } from '../../support/archive-stage';
import { readLog } from '../../support/read-log';
import { useArchiveStage } from '../../support/stage-database';

const stage = useArchiveStage();
let s: ArchiveStage;
let userId: number;
let lines: ReturnType<typeof readLog>['lines'];

beforeEach(async () => {
  const written = readLog();
  lines = written.lines;
  s = stage({ log: written.log });
  s.simulator.control.addListener({ id: 'ada', plays: [] });
  userId = await s.signIn('ada');
});

const update = (data: object) => s.deps.db.user.update({ where: { id: userId }, data });

describe('outside polls, the log has one line', () => {
  it('for a breaker that the operator closes, and none where it was closed', async () => {
    const circuitOpenUntil = new Date(s.clock.now().getTime() + HOUR);
    await update({ consecutiveFailures: 5, networkFailures: 5, circuitOpenUntil, circuitOpenedCount: 1 });
    for (let i = 0; i < 2; i += 1) await runVerb(s.deps, ['breaker', 'reset', `${userId}`]);
    expect(lines()).toMatchObject([{ msg: 'breaker closed', userId, kind: null, reason: 'by_operator' }]);
    expect(lines()).toHaveLength(1);
  });

  it('for a connection that the listener ends, and none where it had ended', async () => {
    for (let i = 0; i < 2; i += 1) await disconnectSpotify(s.deps, userId);
    expect(lines()).toMatchObject([
      { msg: 'listener disconnected', userId, kind: null, reason: 'by_listener' },
    ]);
    expect(lines()).toHaveLength(1);
  });

  it('for each invalid_grant that a look-up or the question what plays now meets', async () => {
    await update({ scope: 'user-read-currently-playing' });
    s.simulator.control.revoke('ada');
    s.clock.advance(HOUR);
    expect(await backgroundToken(s.deps)).toBeNull();
    s.clock.advance(90 * SECOND);
    expect(await getNowPlaying(s.deps, userId)).toEqual({ track: null });
    const line = { msg: 'no token outside a poll', userId, kind: 'AUTH', reason: 'invalid_grant' };
    expect(lines()).toMatchObject([line, line]);
    expect(lines()).toHaveLength(2);
  });
});
