import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { POST as tick } from '@/app/api/cron/archive/route';
import { POST as lookUpRoute } from '@/app/api/queue/look-up-tracks/route';
import { DAY, HOUR, MINUTE } from '@/lib/shared/time';
import { createSpotifyClient } from '@/lib/spotify/client';
import { createPauseGate } from '@/lib/spotify/rate-limit-pause-gate';
import { type LookUpReport, lookUpTracks } from '@/services/catalogue/look-up-tracks';
import { expectRollupsEqualRecount } from '../../support/expect-archive';
import { call, signed, signedInBrowser } from '../../support/http-stage';
import { bring, type ImportStage, playsOf, row, useImportStage } from '../../support/import-stage';
import { pageOf } from '../../support/poll-stage';

const stage = useImportStage();
const control = () => stage().simulator.simulator.control;

/** With a client of its own, on the clock of the test: a rate-limit pause ends with the test. */
beforeEach(() => {
  const { clock, deps, simulator } = stage();
  const addresses = { accountsUrl: simulator.url, apiUrl: simulator.url, imageUrl: simulator.url };
  deps.spotify = createSpotifyClient(
    {
      fetch,
      clock: { now: clock.now, sleep: async () => {} },
      random: () => 0,
      gate: createPauseGate(clock),
    },
    { clientId: 'simulator-client', clientSecret: 'simulator-secret', ...addresses },
  );
});
afterEach(() => control().setQuota('extended'));

/** An id as Spotify has them. */
const idOf = (name: string) => name.padEnd(22, '0');

/** Spotify knows these tracks, and nobody was polled with them. */
function knownToSpotify(...names: string[]): void {
  const tracks = names.map((name) => ({
    playedAt: '2026-02-01T10:00:00.000Z',
    id: idOf(name),
    name: `Spotify's ${name}`,
    artists: ['Real Artist'],
    album: 'Real Album',
    durationMs: 123_000,
    isrc: `ISRC${name}`,
  }));
  control().setRecordedPage('quiet', pageOf(...tracks));
  control().setRecordedPage('quiet', null);
}

/** Rows of a file: each track as often as it says. */
const rowsOf = (plays: Record<string, number>, month = '01') =>
  Object.entries(plays).flatMap(([name, times], nth) =>
    Array.from({ length: times }, (_, time) =>
      row(
        new Date(Date.parse(`2026-${month}-01T00:00:00Z`) + (nth * 50 + time) * 10 * MINUTE).toISOString(),
        {
          spotify_track_uri: `spotify:track:${idOf(name)}`,
          master_metadata_track_name: `The file's ${name}`,
          master_metadata_album_artist_name: "The file's artist",
          master_metadata_album_album_name: "The file's album",
        },
      ),
    ),
  );

const lookUp = (): Promise<LookUpReport> => lookUpTracks(stage().deps);

/** The ids that were asked for since the last time, in order; `batch` for many at once. */
function askedNow(): string[] {
  const { recent } = control().requests();
  control().resetRequests();
  return recent
    .filter(({ path }) => path.startsWith('/v1/tracks'))
    .map(({ path }) => path.slice('/v1/tracks/'.length).replace(/0+$/, '') || 'batch');
}

const claims = () => stage().deps.db.track.findMany({ where: { claimedBy: { not: null } } });

async function secondListener(): Promise<ImportStage> {
  const browser = await signedInBrowser(stage(), 'quiet');
  const { id } = await stage().deps.db.user.findUniqueOrThrow({ where: { spotifyId: 'quiet' } });
  return { ...stage(), cookie: browser.cookieHeader(), userId: id };
}

describe('a track that only a file names', () => {
  it('is looked up at Spotify, whose word then counts for its listener; no play and no figure is lost', async () => {
    knownToSpotify('one', 'two');
    await bring(stage(), rowsOf({ one: 3, two: 1, unheardOf: 1 }));
    askedNow();
    expect(await lookUp()).toEqual({ asked: 3, answered: 2 });
    expect(askedNow()).toEqual(['batch']);
    const plays = await playsOf(stage());
    expect(plays.map(({ track, msPlayed }) => [track.name, msPlayed])).toEqual([
      ...[1, 2, 3].map(() => ["Spotify's one", 200_000]),
      ["Spotify's two", 200_000],
      ["The file's unheardOf", 200_000],
    ]);
    expect(plays[0]?.track).toMatchObject({
      claimedBy: null,
      durationMs: 123_000,
      isrc: 'ISRCONE',
      album: { name: 'Real Album' },
      artists: [{ artist: { name: 'Real Artist', claimedBy: null } }],
    });
    expect((await claims()).map(({ name }) => name)).toEqual(["The file's unheardOf"]);
    await expectRollupsEqualRecount(stage().deps.db, 'after the look-up');
    expect(stage().queue.published.map(({ path }) => path)).toContain('/api/queue/enrich-artists');
  });

  it('is looked up once for all whose files name it', async () => {
    knownToSpotify('one');
    await bring(stage(), rowsOf({ one: 2 }));
    const other = await secondListener();
    await bring(other, rowsOf({ one: 5 }));
    expect(await lookUp()).toEqual({ asked: 1, answered: 1 });
    expect(await claims()).toEqual([]);
    for (const [whose, times] of [[stage(), 2] as const, [other, 5] as const]) {
      expect((await playsOf(whose)).map(({ track }) => track.name)).toEqual(
        Array(times).fill("Spotify's one"),
      );
    }
  });

  it('is not asked for where its id is none of Spotify’s, which would spoil the call for the others', async () => {
    knownToSpotify('one');
    await bring(stage(), [...rowsOf({ one: 1 }), row('2026-01-09T10:00:00Z')]);
    expect(await lookUp()).toEqual({ asked: 1, answered: 1 });
    expect((await claims()).map(({ spotifyId }) => spotifyId)).toEqual(['blink']);
  });

  it('is asked for again after thirty days where Spotify does not know it, and not before', async () => {
    await bring(stage(), rowsOf({ unheardOf: 1 }));
    expect(await lookUp()).toEqual({ asked: 1, answered: 0 });
    stage().clock.advance(29 * DAY);
    expect(await lookUp()).toEqual({ asked: 0, answered: 0 });
    stage().clock.advance(2 * DAY);
    knownToSpotify('unheardOf');
    expect(await lookUp()).toEqual({ asked: 1, answered: 1 });
    expect(await claims()).toEqual([]);
  });
});

describe('where Spotify forbids batches', () => {
  const twelve = Array.from({ length: 12 }, (_, nth) => `track${String.fromCharCode(65 + nth)}`);

  it('ten tracks are looked up a time, most played first, and the refusal is remembered', async () => {
    control().setQuota('development');
    knownToSpotify(...twelve.slice(1));
    await bring(stage(), rowsOf(Object.fromEntries(twelve.map((name, nth) => [name, 13 - nth]))));
    askedNow();
    expect(await lookUp()).toEqual({ asked: 9, answered: 8 });
    expect(askedNow()).toEqual(['batch', ...twelve.slice(0, 9)]);
    expect(await lookUp()).toEqual({ asked: 3, answered: 3 });
    expect(askedNow()).toEqual(twelve.slice(9));
    expect((await claims()).map(({ spotifyId }) => spotifyId)).toEqual([idOf('trackA')]);
  });

  it('listeners take turns: no file keeps those of others waiting', async () => {
    control().setQuota('development');
    await bring(stage(), rowsOf(Object.fromEntries(twelve.map((name) => [name, 9]))));
    await bring(await secondListener(), rowsOf({ mine: 2, minetoo: 1 }));
    await lookUp();
    expect(askedNow().filter((name) => name.startsWith('mine'))).toEqual(['mine', 'minetoo']);
  });
});

describe('a look-up that Spotify does not answer', () => {
  it('ends at a rate limit, and goes on with the same track when the pause is over', async () => {
    control().setQuota('development');
    knownToSpotify('one', 'two', 'three');
    await bring(stage(), rowsOf({ one: 3, two: 2, three: 1 }));
    control().addFault({
      match: { path: idOf('two') },
      fault: { kind: 'rate_limited', retryAfterSeconds: 600 },
    });
    askedNow();
    expect(await lookUp()).toEqual({ asked: 1, answered: 1 });
    expect(askedNow()).toEqual(['batch', 'one', 'two']);
    expect(await stage().deps.db.spotifyPause.count()).toBe(1);
    expect(await lookUp()).toEqual({ asked: 0, answered: 0 });
    expect(askedNow()).toEqual([]);
    stage().clock.advance(11 * MINUTE);
    expect(await lookUp()).toEqual({ asked: 2, answered: 2 });
    expect(askedNow()).toEqual(['two', 'three']);
  });

  it.each(['server_error', 'forbidden_not_registered', 'unauthorized'] as const)(
    'ends at %s; the next time others come first, and a day later the one that failed',
    async (kind) => {
      control().setQuota('development');
      knownToSpotify('one', 'two');
      await bring(stage(), rowsOf({ one: 2, two: 1 }));
      control().addFault({ match: { path: idOf('one') }, times: 'forever', fault: { kind } });
      expect((await lookUp()).asked).toBe(0);
      expect(new Set(askedNow())).toEqual(new Set(['batch', 'one']));
      expect(await lookUp()).toEqual({ asked: 1, answered: 1 });
      expect(askedNow()).toEqual(['two']);
      control().clearFaults();
      stage().clock.advance(DAY + HOUR);
      expect(await lookUp()).toEqual({ asked: 1, answered: 1 });
      expect(await claims()).toEqual([]);
    },
  );

  it('ends where nobody is connected', async () => {
    await bring(stage(), rowsOf({ one: 1 }));
    await stage().deps.db.user.updateMany({ data: { isActive: false } });
    expect(await lookUp()).toEqual({ asked: 0, answered: 0 });
    expect((await claims()).map(({ lookUpAfter }) => lookUpAfter)).toEqual([null]);
  });
});

describe('the hourly tick', () => {
  /** Posts a signed message to its route, as the queue would. */
  async function post(handler: typeof tick, path: string, body: unknown): Promise<void> {
    const text = JSON.stringify(body);
    const headers = await signed(stage(), path, text);
    const response = await call(handler, path, { method: 'POST', body: text, headers });
    expect(response.status, await response.clone().text()).toBe(200);
  }
  const tickAt = async (scheduledFor: string) => {
    stage().queue.published.splice(0);
    await post(tick, '/api/cron/archive', { scheduledFor });
    return stage().queue.published.filter(({ path }) => path === '/api/queue/look-up-tracks');
  };

  it('queues a look-up while there is something to look up', async () => {
    knownToSpotify('one');
    expect(await tickAt('2026-03-02T10:00:00Z')).toEqual([]);
    await bring(stage(), rowsOf({ one: 1 }));
    const [message] = await tickAt('2026-03-02T11:00:00Z');
    await post(lookUpRoute, '/api/queue/look-up-tracks', message?.body);
    expect(await claims()).toEqual([]);
    expect(await tickAt('2026-03-02T12:00:00Z')).toEqual([]);
  });

  it('is the only one of its hour that does, where ticks are more frequent', async () => {
    stage().deps.archiveEveryMinutes = 15;
    await bring(stage(), rowsOf({ one: 1 }));
    const published = [];
    for (const minute of ['00', '15', '30', '45'])
      published.push(...(await tickAt(`2026-03-02T10:${minute}:00Z`)));
    expect(published).toHaveLength(1);
  });
});
