import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { connectDatabase, type RootDatabase } from '@/lib/db/client';
import { DAY, HOUR, MINUTE } from '@/lib/shared/time';
import { findLastOrigin, findPlaysByDateRange } from '@/repositories/export/exported-plays';
import { countPlaysByUser } from '@/repositories/history/play-event-repository';
import { getDashboard } from '@/services/analytics-service';
import { getConnectionCheck } from '@/services/archival/connection-check';
import { getHistory } from '@/services/history/history';
import { readDeps } from '../../statistics/listener-stage';
import { useTestDatabase } from '../../support/database/test-database';
import { keepPlays, type PlayedTrack } from '../../support/keep-plays';
import { createMovableClock } from '../../support/movable-clock';

const NOW = new Date('2026-11-22T13:20:00Z');
const ago = (ms: number) => new Date(NOW.getTime() - ms);

const database = useTestDatabase();
let db: RootDatabase;
beforeAll(() => {
  db = connectDatabase(database.url);
});
afterAll(() => db.$disconnect());

const deps = () => ({ db, clock: createMovableClock(NOW), archiveEveryMinutes: 60 });

async function signUp(
  name: string,
  facts: { authorizedAt?: Date; isActive?: boolean } = {},
): Promise<number> {
  const user = await db.user.create({
    data: { spotifyId: `spotify-${name}`, name, timeZone: 'Europe/Berlin', authorizedAt: ago(DAY), ...facts },
  });
  return user.id;
}

const played = (endedAgo: number, track: string, extra: Partial<PlayedTrack> = {}): PlayedTrack => ({
  endedAt: ago(endedAgo),
  track,
  artists: ['Nala Sinephro'],
  album: 'Space 1.8',
  durationMs: 3 * MINUTE,
  ...extra,
});

describe('the dashboard', () => {
  it('tells a new listener that there are no plays yet and when the next poll is', async () => {
    const id = await signUp('ada');
    const dashboard = await getDashboard(deps(), id);
    expect(dashboard).toMatchObject({
      totals: null,
      recentPlays: [],
      openGaps: [],
      archive: {
        lastPolledAt: null,
        failedSyncs: 0,
        nextSync: { at: '2026-11-22T14:00:00.000Z', waitsFor: 'schedule' },
        everyMinutes: 60,
      },
    });
  });

  it('shows totals that equal a count of the plays', async () => {
    const id = await signUp('ada');
    await keepPlays(db, id, NOW, [
      played(10 * MINUTE, 'Space 4'),
      played(20 * MINUTE, 'Space 1'),
      played(30 * MINUTE, 'Space 4', { artists: ['Nala Sinephro', 'Nubya Garcia'] }),
      played(40 * MINUTE, 'Blink', { artists: ['Hiroshi Yoshimura'], album: null }),
    ]);
    const { totals, countedPlays } = await getDashboard(deps(), id);
    const firstPlayAt = ago(40 * MINUTE).toISOString();
    expect(totals).toEqual({ estimatedPlays: 4, firstPlayAt });
    expect(countedPlays).toBe(4);
    expect(countedPlays).toBe(await countPlaysByUser(db, id));
  });

  it('names the artists of a track in the order of the track', async () => {
    const id = await signUp('ada');
    await keepPlays(db, id, NOW, [played(MINUTE, 'Duet', { artists: ['Zola', 'Abel', 'Mira'] })]);
    const { recentPlays } = await getDashboard(deps(), id);
    expect(recentPlays[0]).toMatchObject({
      name: 'Duet',
      artists: ['Zola', 'Abel', 'Mira'],
      albumName: 'Space 1.8',
    });
  });

  it('shows the last 20 plays, newest first, and calls a time an estimate unless an export reported it', async () => {
    const id = await signUp('ada');
    const plays = Array.from({ length: 25 }, (_, i) => played((i + 1) * 10 * MINUTE, `Track ${i}`));
    await keepPlays(db, id, NOW, [
      ...plays.slice(0, 1).map((p) => ({ ...p, msPlayed: 61_000 })),
      ...plays.slice(1),
    ]);
    const { recentPlays } = await getDashboard(deps(), id);
    expect(recentPlays.map((p) => p.name)).toEqual(plays.slice(0, 20).map((p) => p.track));
    expect(recentPlays[0]).toMatchObject({ listenedMs: 61_000, isEstimate: false });
    expect(recentPlays[1]).toMatchObject({ listenedMs: 3 * MINUTE, isEstimate: true });
  });

  it('lists the last plays as the history does: what is left out of statistics too, and says so', async () => {
    const id = await signUp('ada');
    await keepPlays(db, id, NOW, [played(MINUTE, 'Sleep'), played(10 * MINUTE, 'Kept')]);
    await db.playEvent.updateMany({
      where: { userId: id, playedAt: ago(MINUTE) },
      data: { listenedMs: null },
    });
    const { recentPlays } = await getDashboard(deps(), id);
    expect(recentPlays.map((p) => [p.name, p.isLeftOut, p.listenedMs])).toEqual([
      ['Sleep', true, 3 * MINUTE],
      ['Kept', false, 3 * MINUTE],
    ]);
  });

  it('shows open gaps, the latest first, and no closed ones', async () => {
    const id = await signUp('ada');
    const gap = (hoursAgo: number, closedAt: Date | null = null) => ({
      userId: id,
      from: ago((hoursAgo + 1) * HOUR),
      to: ago(hoursAgo * HOUR),
      missedAtMost: closedAt ? 0 : hoursAgo,
      openedAt: NOW,
      closedAt,
    });
    await db.archiveGap.createMany({ data: [gap(50), gap(3), gap(9, NOW)] });
    const { openGaps } = await getDashboard(deps(), id);
    expect(openGaps.map(({ cursor, ...rest }) => rest)).toEqual([
      { from: ago(4 * HOUR).toISOString(), to: ago(3 * HOUR).toISOString(), missedAtMost: 3 },
      { from: ago(51 * HOUR).toISOString(), to: ago(50 * HOUR).toISOString(), missedAtMost: 50 },
    ]);
  });

  it('leads from a gap to the page of the history that has it, however much was played later that day', async () => {
    const user = { id: await signUp('ada'), timeZone: 'UTC' };
    const [from, to] = [ago(3 * HOUR), ago(2 * HOUR)];
    const later = Array.from({ length: 60 }, (_, i) => played((i + 1) * MINUTE, `Track ${i}`));
    await keepPlays(db, user.id, NOW, [...later, played(2 * HOUR, 'After'), played(3 * HOUR, 'Before')]);
    await db.archiveGap.create({ data: { userId: user.id, from, to, missedAtMost: 9, openedAt: NOW } });
    const [gap] = (await getDashboard(deps(), user.id)).openGaps;
    const page = await getHistory(readDeps(db, NOW), user, { cursor: gap?.cursor, limit: 50 });
    expect(page.plays.map(({ name }) => name)).toEqual(['After', 'Before']);
    expect(page.gaps).toEqual([{ from: from.toISOString(), to: to.toISOString(), missedAtMost: 9 }]);
  });

  it('shows nothing of another listener', async () => {
    const [ada, bob] = [await signUp('ada'), await signUp('bob')];
    await keepPlays(db, bob, NOW, [played(MINUTE, 'Bob alone')]);
    await db.archiveGap.create({
      data: { userId: bob, from: ago(DAY), to: ago(HOUR), missedAtMost: 5, openedAt: NOW },
    });
    const dashboard = await getDashboard(deps(), ada);
    expect([dashboard.totals, dashboard.recentPlays, dashboard.openGaps]).toEqual([null, [], []]);
  });

  it('shows the end of the rate-limit pause until that has passed', async () => {
    const id = await signUp('ada');
    const until = new Date(NOW.getTime() + HOUR);
    await db.spotifyPause.create({ data: { scope: 'app', until, reason: 'rate_limited' } });
    const before = await getDashboard(deps(), id);
    const clock = createMovableClock(new Date(until.getTime() + 1));
    const after = await getDashboard({ ...deps(), clock }, id);
    expect(before.archive.nextSync).toEqual({
      at: until.toISOString(),
      waitsFor: 'spotify',
      until: until.toISOString(),
    });
    expect(after.archive.nextSync.waitsFor).toBe('schedule');
  });

  it('asks the database at most six questions, however much was played', async () => {
    const id = await signUp('ada');
    await keepPlays(
      db,
      id,
      NOW,
      Array.from({ length: 60 }, (_, i) => played((i + 1) * 10 * MINUTE, `Track ${i}`)),
    );
    let statements = 0;
    const counting = new Proxy(db, {
      get(target, property, receiver) {
        if (property === '$queryRaw') statements += 1;
        return Reflect.get(target, property, receiver);
      },
    });
    await getDashboard({ ...deps(), db: counting }, id);
    expect(statements).toBeGreaterThan(0);
    expect(statements).toBeLessThanOrEqual(6);
  });

  it('is refused, not an empty page, for a listener who does not exist', async () => {
    await expect(getDashboard(deps(), 4711)).rejects.toThrow('This account has been deleted.');
  });
});

describe('the connection', () => {
  it('counts down from 30 days before Spotify ends it', async () => {
    const id = await signUp('ada', { authorizedAt: new Date('2026-06-10T00:00:00Z') });
    const { connection } = await getDashboard(deps(), id);
    expect(connection).toEqual({ state: 'expiring', expiresAt: '2026-12-10T00:00:00.000Z', daysLeft: 18 });
  });

  it('asks for a reconnect when Spotify refused, and says since when', async () => {
    const id = await signUp('ada');
    const lastFailedAt = ago(2 * DAY);
    await db.user.update({
      where: { id },
      data: { isActive: false, disconnectedReason: 'invalid_grant', lastFailedAt },
    });
    const { connection } = await getDashboard(deps(), id);
    expect(connection).toEqual({ state: 'needs_reconnect', since: lastFailedAt.toISOString() });
  });

  it('tells the connection check until when the breaker is open', async () => {
    const id = await signUp('ada');
    const circuitOpenUntil = new Date(NOW.getTime() + 2 * HOUR);
    await db.user.update({ where: { id }, data: { circuitOpenUntil, consecutiveFailures: 5 } });
    expect(await getConnectionCheck(deps(), id)).toMatchObject({
      archive: { nextSync: { at: '2026-11-22T16:00:00.000Z', waitsFor: 'errors' }, failedSyncs: 5 },
      countedPlays: 0,
      hasLeftOut: false,
      connection: { state: 'connected' },
    });
  });
});

describe('a range of plays', () => {
  it('is read from its start up to, not including, its end, oldest first', async () => {
    const id = await signUp('ada');
    await keepPlays(db, id, NOW, [
      played(50 * MINUTE, 'before'),
      played(40 * MINUTE, 'at the start'),
      played(30 * MINUTE, 'within'),
      played(20 * MINUTE, 'at the end'),
    ]);
    const days = { from: ago(40 * MINUTE), to: ago(20 * MINUTE) };
    const range = { ...days, userId: id, timeZone: 'UTC', lastOrigin: await findLastOrigin(db) };
    const tracks: string[] = [];
    let after: { playedAt: Date; trackId: number } | null = null;
    for (let page = 0; page < 3; page += 1) {
      const [play] = await findPlaysByDateRange(db, range, { limit: 1, after });
      tracks.push(play?.track ?? 'none');
      after = play ? { playedAt: play.playedAt, trackId: play.key } : after;
    }
    expect(tracks).toEqual(['at the start', 'within', 'none']);
  });
});
