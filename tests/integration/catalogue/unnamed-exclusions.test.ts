import { describe, expect, it } from 'vitest';
import type { ExclusionTarget } from '@/lib/shared/history/exclusion';
import type { ObservedTrack } from '@/lib/spotify/observed-track';
import { chooseSeparate } from '@/services/catalogue/separate-release';
import { settleRollups } from '@/services/catalogue/settle-rollups';
import { chunkedWorkSchema } from '@/services/chunked-work';
import { checkExclusions } from '@/services/history/check-exclusions';
import { leaveOut, listExclusions } from '@/services/history/exclusions';
import { expectRollupsEqualRecount } from '../../support/expect-archive';
import { bring, row, useImportStage } from '../../support/import-stage';
import { poll, release } from '../../support/music';

const stage = useImportStage();
const db = () => stage().deps.db;

async function leftOut(target: ExclusionTarget): Promise<void> {
  await leaveOut(stage().deps, stage().userId, target);
  for (const { path, body } of stage().queue.published.splice(0))
    if (path === '/api/queue/check-exclusions')
      await checkExclusions(stage().deps, chunkedWorkSchema.parse(body));
}

/** How many plays are left out. */
async function standing(): Promise<number> {
  await settleRollups(stage().deps);
  await expectRollupsEqualRecount(db(), 'afterwards');
  return (await listExclusions(stage().deps, stage().userId)).plays;
}

/** What the exclusions mean, and who says so. */
const excluded = async () =>
  (await db().exclusion.findMany({ include: { track: true } })).map(({ track }) => [
    track?.name,
    track?.claimedBy === null ? 'Spotify' : 'a file',
  ]);

const FILE = [row('2026-02-01T10:00:38Z', { spotify_track_uri: 'spotify:track:one' })];
const TAKEN = release('one', { name: '', artists: [{ spotifyId: 'hiroshi', name: '' }] });
const NAMED = release('one', {
  name: 'Blink',
  artists: [{ spotifyId: 'hiroshi', name: 'Hiroshi Yoshimura' }],
});

const polled = (...plays: [minutes: number, track: ObservedTrack][]) => poll(db(), stage().userId, ...plays);
const idOf = async (spotifyId: string) => (await db().track.findFirstOrThrow({ where: { spotifyId } })).id;

it('a release that Spotify lists without a name and its listener keeps apart stays so, whatever names it', async () => {
  await polled([0, { ...TAKEN, isrc: 'X' }], [30, release('two', { isrc: 'X' })]);
  await chooseSeparate(stage().deps, stage().userId, await idOf('one'), true);
  await bring(stage(), FILE);
  await polled([60, { ...NAMED, isrc: 'X' }]);
  await standing();
  const figures = await db().userRecordingStats.findMany({ where: { userId: stage().userId } });
  expect(figures.map(({ plays }) => plays).sort()).toEqual([1, 3]);
});

describe('an exclusion of a track that Spotify lists without a name', () => {
  it('follows to the name that a file tells, and back once Spotify says one', async () => {
    await polled([0, TAKEN]);
    await leftOut({ kind: 'track', id: await idOf('one') });
    await bring(stage(), FILE);
    expect(await standing()).toBe(2);
    expect(await excluded()).toEqual([['Blink', 'a file']]);
    await polled([30, TAKEN]);
    expect(await standing()).toBe(3);
    await polled([60, NAMED]);
    expect(await standing()).toBe(4);
    expect(await excluded()).toEqual([['Blink', 'Spotify']]);
  });

  it('means its other releases still', async () => {
    await polled([0, { ...TAKEN, isrc: 'X' }], [30, release('two', { isrc: 'X', name: 'Blink' })]);
    await leftOut({ kind: 'track', id: await idOf('one') });
    expect(await standing()).toBe(2);
    await bring(stage(), FILE);
    expect(await standing()).toBe(3);
  });

  it.each(['artist', 'album'] as const)('follows as one of its %s, too', async (kind) => {
    await polled([0, TAKEN]);
    const { id } = await (kind === 'artist' ? db().artist.findFirstOrThrow() : db().album.findFirstOrThrow());
    await leftOut({ kind, id });
    await bring(stage(), FILE);
    expect(await standing()).toBe(2);
  });

  it('stays with the claim that a poll lists without a name', async () => {
    await bring(stage(), FILE);
    await leftOut({ kind: 'track', id: await idOf('one') });
    await polled([0, TAKEN]);
    expect(await standing()).toBe(2);
    expect(await excluded()).toEqual([['Blink', 'a file']]);
  });
});
