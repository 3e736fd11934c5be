import { describe, expect, it } from 'vitest';
import { settleRollups } from '@/services/catalogue/settle-rollups';
import { listRemovals, removePlays, undoRemoval } from '@/services/history/remove-plays';
import { expectRollupsEqualRecount } from '../../support/expect-archive';
import { Browser } from '../../support/http-stage';
import { bring, playsOf, row, useImportStage } from '../../support/import-stage';
import { pageOf, pollPage } from '../../support/poll-stage';

const stage = useImportStage();
const db = () => stage().deps.db;

const MINUTE = '2026-02-01 10:00';
/** A play of the account data, which has neither ids nor seconds. */
const byName = (msPlayed: number, trackName = 'Blink') => ({
  endTime: MINUTE,
  trackName,
  artistName: 'Hiroshi Yoshimura',
  msPlayed,
});
const GUEST = 'Blink (feat. Somebody)';
const listed = { playedAt: '2026-02-05T10:00:00.000Z', name: 'Blink', artists: ['Hiroshi Yoshimura'] };

/** Somebody else's poll names the track. */
async function named(id: string): Promise<void> {
  if ((await db().user.count({ where: { spotifyId: 'quiet' } })) === 0)
    await new Browser().signIn(stage(), 'quiet');
  await pollPage(stage(), 'quiet', pageOf({ ...listed, id }));
}

const stored = async () =>
  (await playsOf(stage()))
    .map(({ msPlayed, track, origin }) => [msPlayed, track.spotifyId, origin.sources])
    .sort();

/** Removes a play of this length; returns its removal. */
async function remove(msPlayed: number): Promise<number> {
  const play = (await playsOf(stage())).find((one) => one.msPlayed === msPlayed);
  if (!play) throw new Error(`No play of ${msPlayed} ms.`);
  const { playedAt, trackId } = play;
  return (await removePlays(stage().deps, stage().userId, { what: 'play', playedAt, trackId })).id;
}

async function undo(...removals: number[]): Promise<void> {
  for (const id of removals) await undoRemoval(stage().deps, stage().userId, id);
  await settleRollups(stage().deps);
  await expectRollupsEqualRecount(db(), 'after undoing');
}

const SHORT = [35_000, 'one', ['account_data']];
const LONG = [50_000, 'one', ['account_data']];

describe('removed plays whose claims turn out to be one track', () => {
  it('are two where the account data reported two of one minute', async () => {
    await bring(stage(), [byName(35_000), byName(50_000, GUEST)]);
    const removals = [await remove(35_000), await remove(50_000)];
    await named('one');
    expect(await db().removedPlay.count()).toBe(2);
    await undo(...removals);
    expect(await stored()).toEqual([SHORT, LONG]);
    expect((await bring(stage(), [byName(35_000), byName(50_000)])).counts).toMatchObject({
      alreadyKnown: 2,
    });
  });

  it.each([
    ['removed', 'left', 35_000, 50_000],
    ['left', 'removed', 50_000, 35_000],
  ])(
    'take no place of a play that is there: the short one %s, the long one %s',
    async (_, __, gone, there) => {
      await bring(stage(), [byName(35_000), byName(50_000, GUEST)]);
      const removal = await remove(gone);
      await named('one');
      expect((await stored()).map(([msPlayed]) => msPlayed)).toEqual([there]);
      await undo(removal);
      expect(await stored()).toEqual([SHORT, LONG]);
    },
  );

  describe('that are one play', () => {
    const nameless = { master_metadata_track_name: null, master_metadata_album_artist_name: null };
    const byId = row('2026-02-01T10:00:00Z', {
      ...nameless,
      spotify_track_uri: 'spotify:track:one',
      ms_played: 200_400,
    });
    const WHOLE = [200_400, 'one', ['extended_history', 'account_data']];
    const removedTwice = async () => {
      await bring(stage(), [byName(200_000)]);
      await bring(stage(), [byId, row('2026-02-01T12:00:00Z')]);
      const removals = { first: await remove(200_000), second: await remove(200_400) };
      await named('one');
      return removals;
    };

    it.each(['first', 'second'] as const)('come back as one when the %s is undone', async (undone) => {
      const removals = await removedTwice();
      const other = await db().playEvent.findMany();
      await undo(removals[undone]);
      expect(await stored()).toContainEqual(WHOLE);
      expect(await db().playEvent.count()).toBe(other.length + 1);
      expect((await listRemovals(stage().deps, stage().userId)).removals).toEqual([]);
      expect((await bring(stage(), [byName(200_000)])).counts).toMatchObject({ alreadyKnown: 1 });
      expect((await bring(stage(), [byId])).counts).toMatchObject({ alreadyKnown: 1 });
      expect(await db().playEvent.count()).toBe(other.length + 1);
    });
  });

  it('stay removed with all that is reported of them once more', async () => {
    await bring(stage(), [byName(35_000), byName(50_000, GUEST)]);
    const removals = [await remove(35_000), await remove(50_000)];
    await named('one');
    await bring(stage(), [byName(50_000), byName(35_000)]);
    expect(await stored()).toEqual([]);
    expect(await db().removedPlay.count()).toBe(2);
    await undo(...removals);
    expect(await stored()).toEqual([SHORT, LONG]);
  });
});
