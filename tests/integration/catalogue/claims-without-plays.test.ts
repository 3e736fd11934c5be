import { describe, expect, it } from 'vitest';
import { settleRollups } from '@/services/catalogue/settle-rollups';
import { chunkedWorkSchema } from '@/services/chunked-work';
import { checkExclusions } from '@/services/history/check-exclusions';
import { leaveOut, listExclusions, undoExclusion } from '@/services/history/exclusions';
import { expectRollupsEqualRecount } from '../../support/expect-archive';
import { bring, row, useImportStage } from '../../support/import-stage';
import { poll, release } from '../../support/music';

const stage = useImportStage();
const db = () => stage().deps.db;

const ENDED_AT = '2026-03-02T10:00:00Z';
const various = {
  master_metadata_album_artist_name: 'Various Artists',
  master_metadata_album_album_name: 'Hits',
};
const file = (id: string, over: object = {}) =>
  row(ENDED_AT, { spotify_track_uri: `spotify:track:${id}`, ...various, ...over });
const polled = release('polled', {
  name: 'Blink',
  durationMs: 200_000,
  artists: [{ spotifyId: 'hiroshi', name: 'Hiroshi Yoshimura' }],
});

/** Lets the figures follow; returns what is left out, and how many plays that are. */
async function standing(): Promise<[names: (string | null)[], plays: number]> {
  await settleRollups(stage().deps);
  for (const { path, body } of stage().queue.published.splice(0))
    if (path === '/api/queue/check-exclusions')
      await checkExclusions(stage().deps, chunkedWorkSchema.parse(body));
  await expectRollupsEqualRecount(db(), 'afterwards');
  const { exclusions, plays } = await listExclusions(stage().deps, stage().userId);
  return [exclusions.map(({ name }) => name).sort(), plays];
}

async function leaveClaimOut(kind: 'album' | 'artist'): Promise<void> {
  const claimed = { where: { claimedBy: stage().userId }, select: { id: true } };
  const { id } =
    kind === 'album'
      ? await db().album.findFirstOrThrow(claimed)
      : await db().artist.findFirstOrThrow(claimed);
  await leaveOut(stage().deps, stage().userId, { kind, id });
}

/** Somebody else's poll names the track of the file: it is of the album and the artist that the listener's own poll named. */
async function named(spotifyId: string): Promise<void> {
  const { id } = await db().user.create({ data: { spotifyId: 'bob' } });
  await poll(db(), id, [0, { ...polled, spotifyId }]);
}

describe.each([
  ['album', 'Album polled', 'Hits'],
  ['artist', 'Hiroshi Yoshimura', 'Various Artists'],
] as const)('an exclusion of the %s of a claim whose plays are another track’s', (kind, ofPoll, ofFile) => {
  it('means plays of other claims alone, also when Spotify names the claim', async () => {
    await poll(db(), stage().userId, [0, polled]);
    const other = file('other', { master_metadata_track_name: 'Other', ts: '2026-02-02T10:00:00Z' });
    await bring(stage(), [file('one'), other]);
    await leaveClaimOut(kind);
    expect(await standing()).toEqual([[ofFile], 1]);
    await named('one');
    expect(await standing()).toEqual([[ofFile], 1]);
  });

  it('has followed them, and does not come back once it is undone', async () => {
    await bring(stage(), [file('one')]);
    await leaveClaimOut(kind);
    await poll(db(), stage().userId, [0, polled]);
    expect(await standing()).toEqual([[ofPoll], 1]);
    for (const { id } of (await listExclusions(stage().deps, stage().userId)).exclusions)
      await undoExclusion(stage().deps, stage().userId, id);
    expect(await standing()).toEqual([[], 0]);
    await named('one');
    expect(await standing()).toEqual([[], 0]);
  });
});
