import { expect, it } from 'vitest';
import { createLogger } from '@/lib/logger';
import { HOUR, MINUTE } from '@/lib/shared/time';
import { saveArtistDetails } from '@/repositories/catalogue/artist-repository';
import { settleRollups } from '@/services/catalogue/settle-rollups';
import { chunkedWorkSchema } from '@/services/chunked-work';
import { checkExclusions } from '@/services/history/check-exclusions';
import { leaveOut, undoExclusion } from '@/services/history/exclusions';
import { removePlays, undoRemoval } from '@/services/history/remove-plays';
import { listenerWho } from '../../statistics/listener-stage';
import { expectRollupsEqualRecount } from '../../support/expect-archive';
import type { PlayedTrack } from '../../support/keep-plays';
import { createMovableClock } from '../../support/movable-clock';
import { useStageDatabase } from '../../support/stage-database';
import { VirtualQueue } from '../../support/virtual-queue';

const stage = useStageDatabase();
const NOW = new Date('2026-03-02T10:00:00Z');
const GENRES = { Ada: ['dub', 'rock'], Bob: ['rock'], Cyd: ['folk'] };

/** Ten plays of each, of a song of their own; Dee has no known genre. */
const played: PlayedTrack[] = Array.from({ length: 40 }, (_, i) => {
  const artist = ['Ada', 'Bob', 'Cyd', 'Dee'][i % 4] ?? '';
  const ended = { endedAt: new Date(NOW.getTime() - i * HOUR), durationMs: 4 * MINUTE };
  return { ...ended, track: `by ${artist}`, artists: [artist], album: null };
});

function setUp() {
  const clock = createMovableClock(NOW);
  const queue = new VirtualQueue(() => clock.now().getTime());
  const deps = { db: stage.db(), clock, queue, logger: createLogger('silent') };
  /** In chunks smaller than the plays. */
  const follow = async () => {
    for (const { path, body } of queue.published.splice(0))
      if (path === '/api/queue/check-exclusions')
        await checkExclusions(deps, chunkedWorkSchema.parse(body), {
          playsPerChunk: 15,
          chunksPerMessage: 9,
        });
  };
  return { deps, follow };
}

/** Plays by genre, each with the number of the transaction that wrote it. */
const stored = async () => {
  const rows = await stage.db().$queryRaw<{ genre: string; plays: number; written: string }[]>`
    SELECT genre, plays, xmin::text AS written FROM user_genre_stats ORDER BY genre`;
  return rows;
};
const counts = async () => Object.fromEntries((await stored()).map(({ genre, plays }) => [genre, plays]));
const EVERYTHING = { '': 10, dub: 10, folk: 10, rock: 20 };

async function listener() {
  const user = await listenerWho(stage.db(), 'listener', { timeZone: 'UTC', now: NOW, played });
  const { deps, follow } = setUp();
  const details = Object.entries(GENRES).map(([spotifyId, genres]) => ({
    spotifyId,
    name: spotifyId,
    imageUrl: null,
    genres,
  }));
  await saveArtistDetails(stage.db(), details, NOW);
  await settleRollups(deps);
  expect(await counts()).toEqual(EVERYTHING);
  const ada = await stage.db().artist.findFirstOrThrow({ where: { name: 'Ada' } });
  return { user, deps, follow, ada: { kind: 'artist', id: ada.id } as const };
}

it('counts again the genres of what is left out, and writes those of nothing else', async () => {
  const { user, deps, follow, ada } = await listener();
  const folk = async () => (await stored()).find(({ genre }) => genre === 'folk')?.written;
  const written = await folk();
  const { id } = await leaveOut(deps, user.id, ada);
  await follow();
  expect(await counts()).toEqual({ '': 10, folk: 10, rock: 10 });
  await expectRollupsEqualRecount(stage.db(), 'left out');
  await undoExclusion(deps, user.id, id);
  await follow();
  expect(await counts()).toEqual(EVERYTHING);
  await expectRollupsEqualRecount(stage.db(), 'undone');
  expect(await folk()).toBe(written);
});

it('is right in the end where an artist gets other genres meanwhile', async () => {
  const { user, deps, follow, ada } = await listener();
  const changed = { spotifyId: 'Ada', name: 'Ada', imageUrl: null, genres: ['jazz', 'folk'] };
  await saveArtistDetails(stage.db(), [changed], NOW);
  await leaveOut(deps, user.id, ada);
  await follow();
  await settleRollups(deps);
  expect(await counts()).toEqual({ '': 10, folk: 10, rock: 10 });
  await expectRollupsEqualRecount(stage.db(), 'settled');
});

it('does so for plays that are removed, and brought back', async () => {
  const { user, deps, ada } = await listener();
  const removal = await removePlays(deps, user.id, { what: 'artist', artistId: ada.id });
  expect(await counts()).toEqual({ '': 10, folk: 10, rock: 10 });
  await undoRemoval(deps, user.id, removal.id);
  expect(await counts()).toEqual(EVERYTHING);
  await expectRollupsEqualRecount(stage.db(), 'brought back');
});
