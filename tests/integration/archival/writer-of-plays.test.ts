import { describe, expect, it } from 'vitest';
import { DAY, MINUTE } from '@/lib/shared/time';
import type { RecentPage } from '@/lib/spotify/recently-played';
import {
  type BatchPlay,
  type PlayBatch,
  writePlayBatch,
} from '@/repositories/archival/play-batch-repository';
import { comparePages } from '@/services/archival/compare-pages';
import { composeBatch } from '@/services/archival/compose-batch';
import { catalogueOf } from '@/services/archival/observed-catalogue';
import { bring, playsOf, row, useImportStage } from '../../support/import-stage';
import { poll, release } from '../../support/music';
import { pageOf, pollPage } from '../../support/poll-stage';

const stage = useImportStage();
const db = () => stage().deps.db;
const AT = new Date('2026-03-02T10:00:00Z');

/** A batch of plays of one track, each as long as it says. */
function batchOf(
  userId: number,
  plays: { at: Date; msPlayed: number; reason: string; byKey?: number }[],
): PlayBatch {
  const toPlay = ({ at, msPlayed, reason, byKey }: (typeof plays)[number]): BatchPlay => ({
    user_id: userId,
    played_at: at,
    track: byKey ? null : 'song',
    track_id: byKey ?? null,
    ms_played: msPlayed,
    context: null,
    sources: ['extended_history'],
    first_origin: null,
    skipped: null,
    reason_start: null,
    reason_end: reason,
    reports: [],
  });
  return { ...composeBatch(AT, [], null), ...catalogueOf([release('song')]), plays: plays.map(toPlay) };
}

describe('the writer of plays', () => {
  const page: RecentPage = {
    plays: [{ playedAt: new Date(AT.getTime() + MINUTE), track: release('other'), context: null }],
    rejectedItems: [],
    isFull: false,
  };
  const compare = () => comparePages(db(), [{ userId: stage().userId, page, oldest: null }]);

  it('writes nothing when a play was replaced since the plays were compared, though there are as many', async () => {
    await poll(db(), stage().userId, [0, release('song')]);
    const before = composeBatch(AT, await compare(), null);
    const file = row('2026-03-02T10:00:00Z', {
      spotify_track_uri: 'spotify:track:song',
      master_metadata_track_name: 'Song',
      master_metadata_album_artist_name: 'Ada',
    });
    expect((await bring(stage(), [file])).counts).toMatchObject({ enriched: 1, added: 0 });
    expect(await writePlayBatch(db(), before)).toBeNull();
    expect(await playsOf(stage())).toHaveLength(1);
    expect(await writePlayBatch(db(), composeBatch(AT, await compare(), null))).toMatchObject({
      newPlays: new Map([[stage().userId, 1]]),
    });
  });

  it('notices a play that was replaced by one with a newer origin and as much lower a track', async () => {
    await poll(db(), stage().userId, [-60, release('older')]);
    await poll(db(), stage().userId, [0, release('song')]);
    const before = composeBatch(AT, await compare(), null);
    await db().$executeRaw`INSERT INTO play_origins (id, sources, created_at, first_id)
      SELECT max(id) + 1, '{poll}', now(), max(id) + 1 FROM play_origins`;
    expect(
      await db()
        .$executeRaw`UPDATE play_events SET origin_id = origin_id + 1, track_id = track_id - 1 WHERE played_at = ${AT}`,
    ).toBe(1);
    expect(await writePlayBatch(db(), before)).toBeNull();
  });

  it('compares a page that reaches back for years with what lies around its plays alone', async () => {
    await poll(db(), stage().userId, [0, release('song')]);
    await bring(
      stage(),
      Array.from({ length: 40 }, (_, hours) => row(new Date(AT.getTime() - (hours + 2) * DAY).toISOString())),
    );
    const longAgo = { playedAt: new Date(AT.getTime() - 900 * DAY), track: release('other'), context: null };
    const far = { ...page, plays: [...page.plays, longAgo] };
    const [compared] = await comparePages(db(), [{ userId: stage().userId, page: far, oldest: null }]);
    expect(compared?.compared.spans).toHaveLength(2);
    expect(compared?.compared.stored.map(({ spotifyId }) => spotifyId)).toEqual(['song']);
  });

  it.each(['first', 'last'])('writes the longest of plays with one key, which came %s', async (place) => {
    await poll(db(), stage().userId, [-60, release('song')]);
    const { id } = await db().track.findFirstOrThrow({ where: { spotifyId: 'song' } });
    const plays = [
      { at: AT, msPlayed: 170_000, reason: 'trackdone', byKey: id },
      { at: AT, msPlayed: 40_000, reason: 'fwdbtn' },
    ];
    await writePlayBatch(db(), batchOf(stage().userId, place === 'first' ? plays : plays.toReversed()));
    const written = (await playsOf(stage())).filter(({ playedAt }) => playedAt.getTime() === AT.getTime());
    expect(written).toMatchObject([{ msPlayed: 170_000, ending: { reasonEnd: 'trackdone' } }]);
  });

  it('finds how a play ended by an index, among any number of endings', async () => {
    await db().$executeRaw`INSERT INTO play_endings (skipped, reason_start, reason_end)
      SELECT NULL, 'odd', 'reason ' || n FROM generate_series(1, 5000) n`;
    await db().$executeRaw`ANALYZE play_endings`;
    const [before, after] = await db().$transaction(async (tx) => {
      // What the transactions just before have read is still among it.
      const rowsRead = () =>
        tx.$queryRaw`SELECT seq_tup_read::int AS rows FROM pg_stat_xact_user_tables WHERE relname = 'play_endings'`;
      const atFirst = await rowsRead();
      await writePlayBatch(tx, batchOf(stage().userId, [{ at: AT, msPlayed: 170_000, reason: 'reason 7' }]));
      return [atFirst, await rowsRead()];
    });
    expect(after).toEqual(before);
    expect(await playsOf(stage())).toMatchObject([{ ending: { reasonEnd: 'reason 7' } }]);
  });

  it('opens no gap at a play that a file told of, though it ended otherwise', async () => {
    const song = { trackName: 'Blink', artistName: 'Hiroshi Yoshimura', msPlayed: 200_000 };
    await bring(stage(), [
      { endTime: '2026-02-01 08:00', ...song },
      { endTime: '2026-02-01 10:00', ...song },
    ]);
    const listed = { id: 'one', name: 'Blink', artists: ['Hiroshi Yoshimura'] };
    const others = Array.from({ length: 49 }, (_, nth) => ({
      ...listed,
      id: `other${nth}`,
      name: `Other ${nth}`,
      playedAt: new Date(Date.parse('2026-02-01T14:00:00Z') - nth * 4 * MINUTE).toISOString(),
    }));
    await pollPage(
      stage(),
      'regular',
      pageOf(...others, { ...listed, playedAt: '2026-02-01T10:01:59.000Z' }),
    );
    expect(await playsOf(stage())).toHaveLength(51);
    expect(await db().archiveGap.count()).toBe(0);
  });
});
