import { describe, expect, it } from 'vitest';
import * as undo from '@/app/api/removals/[id]/undo/route';
import * as removals from '@/app/api/removals/route';
import { expectRollupsEqualRecount } from '../../support/expect-archive';
import { APP, call } from '../../support/http-stage';
import { bring, type ImportStage, playsOf, row, useImportStage } from '../../support/import-stage';
import { pageOf, pollPage } from '../../support/poll-stage';

const stage = useImportStage();

const post = ({ cookie }: ImportStage, body: unknown) => ({
  method: 'POST',
  body: JSON.stringify(body),
  headers: { cookie, origin: APP, 'content-type': 'application/json' },
});

async function remove(choice: object): Promise<number> {
  const removed = await call(removals.POST, '/api/removals', post(stage(), choice));
  expect(removed.status).toBe(201);
  return ((await removed.json()) as { id: number }).id;
}

/** The plays once the removal is undone; they are what polls and files told, and the figures are counted with them. */
async function undoneAs(id: number): Promise<object[]> {
  const undone = await call(undo.POST, `/api/removals/${id}/undo`, post(stage(), {}), { id: String(id) });
  expect(undone.status, await undone.clone().text()).toBe(200);
  await expectRollupsEqualRecount(stage().deps.db, 'after undoing');
  const plays = await playsOf(stage());
  return plays.map(({ playedAt, msPlayed, origin, track, ending }) => ({
    playedAt: playedAt.toISOString(),
    msPlayed,
    sources: origin.sources,
    track: track.name,
    skipped: ending?.skipped ?? null,
  }));
}

const ROWS = [
  row('2021-03-03T21:14:05Z'),
  row('2021-03-03T21:18:00Z', { reason_end: 'fwdbtn', skipped: true }),
];

it('an import leaves removed plays removed and says so; undoing brings them back as they were', async () => {
  await bring(stage(), ROWS);
  const before = await playsOf(stage());
  const last = before.at(-1);
  const choice = { what: 'play', playedAt: last?.playedAt.toISOString(), trackId: last?.trackId };
  const removed = await call(removals.POST, '/api/removals', post(stage(), choice));
  expect(removed.status).toBe(201);
  const { id } = (await removed.json()) as { id: number };

  const again = await bring(stage(), ROWS);
  expect(again.counts).toMatchObject({ added: 0, alreadyKnown: 1, removed: 1 });
  expect(await playsOf(stage())).toHaveLength(1);

  const undone = await call(undo.POST, `/api/removals/${id}/undo`, post(stage(), {}), { id: String(id) });
  expect(await undone.json()).toEqual({ plays: 1 });
  const withFirstOrigin = (plays: typeof before) =>
    plays.map(({ originId, origin, ...play }) => [play, origin.firstId]);
  expect(withFirstOrigin(await playsOf(stage()))).toEqual(withFirstOrigin(before));
  expect((await bring(stage(), ROWS)).counts).toMatchObject({ added: 0, alreadyKnown: 2, removed: 0 });
  await expectRollupsEqualRecount(stage().deps.db, 'after undoing');
});

it('a form without scripts is led to where its removal can be undone', async () => {
  await bring(stage(), ROWS);
  const { trackId } = (await playsOf(stage()))[0] ?? {};
  const track = await stage().deps.db.trackArtist.findFirstOrThrow({ where: { trackId } });
  const answer = await call(removals.POST, '/api/removals', {
    method: 'POST',
    body: new URLSearchParams({ what: 'artist', artistId: String(track.artistId) }),
    headers: { cookie: stage().cookie, origin: APP },
  });
  expect([answer.status, answer.headers.get('location')]).toEqual([303, '/me#removed-plays']);
  expect(await playsOf(stage())).toEqual([]);
});

it('a form that is refused is led to a page, a program gets a problem document', async () => {
  const undoing = (headers: Record<string, string>) =>
    call(
      undo.POST,
      '/api/removals/1/undo',
      { method: 'POST', body: new URLSearchParams(), headers: { origin: APP, ...headers } },
      { id: '1' },
    );
  const form = {
    'sec-fetch-dest': 'document',
    'sec-fetch-site': 'same-origin',
    referer: `${APP}/me?cursor=a`,
  };
  const refused = await undoing({ cookie: stage().cookie, ...form });
  expect([refused.status, refused.headers.get('location')]).toEqual([
    303,
    '/refused?status=404&back=%2Fme%3Fcursor%3Da',
  ]);
  const signedOut = await undoing(form);
  expect([signedOut.status, signedOut.headers.get('location')]).toEqual([303, '/?next=%2Fme%3Fcursor%3Da']);
  expect((await undoing({ cookie: stage().cookie })).status).toBe(404);
  expect((await undoing({ cookie: stage().cookie, ...form, 'sec-fetch-site': 'none' })).status).toBe(404);
  // A download that is refused fails; a page would be saved as its file.
  expect((await undoing({ cookie: stage().cookie, ...form, 'sec-fetch-dest': 'empty' })).status).toBe(404);
});

describe('what is reported of a play while it is removed', () => {
  const POLLED = {
    playedAt: '2026-02-01T10:00:38.400Z',
    id: 'one',
    name: 'Blink',
    artists: ['Hiroshi Yoshimura'],
  };
  const ROW = row('2026-02-01T10:00:38Z', { spotify_track_uri: 'spotify:track:one', skipped: true });
  const ACCOUNT = {
    endTime: '2026-02-01 10:00',
    artistName: 'Hiroshi Yoshimura',
    trackName: 'Blink',
    msPlayed: 200_000,
  };
  const WHOLE = {
    playedAt: POLLED.playedAt,
    msPlayed: 200_000,
    sources: ['poll', 'extended_history'],
    track: 'Blink',
    skipped: true,
  };
  const removeOnly = async () => {
    const [play] = await playsOf(stage());
    return remove({ what: 'play', playedAt: play?.playedAt.toISOString(), trackId: play?.trackId });
  };

  it('by a file comes back with it', async () => {
    await pollPage(stage(), 'regular', pageOf(POLLED));
    const id = await removeOnly();
    expect((await bring(stage(), [ROW])).counts).toMatchObject({ added: 0, removed: 1 });
    expect(await playsOf(stage())).toEqual([]);
    expect(await undoneAs(id)).toEqual([WHOLE]);
    expect((await bring(stage(), [ROW])).counts).toMatchObject({ added: 0, alreadyKnown: 1 });
  });

  it('by a poll comes back with it, and no later poll finds it new', async () => {
    await bring(stage(), [ROW]);
    const id = await removeOnly();
    await pollPage(stage(), 'regular', pageOf(POLLED));
    await pollPage(stage(), 'regular', pageOf(POLLED));
    expect(await playsOf(stage())).toEqual([]);
    expect(await undoneAs(id)).toEqual([WHOLE]);
    await pollPage(stage(), 'regular', pageOf(POLLED));
    expect(await playsOf(stage())).toHaveLength(1);
  });

  it('by the account data, a file and a poll, one after the other, is all kept, in whatever order', async () => {
    await bring(stage(), [ACCOUNT]);
    const id = await removeOnly();
    await pollPage(stage(), 'regular', pageOf(POLLED));
    await bring(stage(), [ROW]);
    await bring(stage(), [ACCOUNT]);
    expect(await undoneAs(id)).toEqual([{ ...WHOLE, sources: ['poll', 'extended_history', 'account_data'] }]);
  });

  it('shows that its time was archived: a full page that begins with it opens no gap', async () => {
    await bring(stage(), [row('2026-02-01T08:00:00Z')]);
    await bring(stage(), [ACCOUNT]);
    const [, play] = await playsOf(stage());
    await remove({ what: 'play', playedAt: play?.playedAt.toISOString(), trackId: play?.trackId });
    const late = { ...POLLED, playedAt: '2026-02-01T10:01:59.000Z' };
    const others = Array.from({ length: 49 }, (_, nth) => ({
      ...POLLED,
      id: `other${nth}`,
      name: `Other ${nth}`,
      playedAt: new Date(Date.parse('2026-02-01T14:00:00Z') - nth * 4 * 60_000).toISOString(),
    }));
    await pollPage(stage(), 'regular', pageOf(...others, late));
    expect(await playsOf(stage())).toHaveLength(50);
    expect(await stage().deps.db.archiveGap.count()).toBe(0);
  });
});

describe('a play under another name, which Spotify says later is the same recording', () => {
  const ISRC = 'JPTEST0100001';
  const POLLED = {
    playedAt: '2026-02-01T10:00:38.400Z',
    id: 'one',
    name: 'Blink',
    artists: ['Hiroshi Yoshimura'],
    isrc: ISRC,
  };
  const ROW = row('2026-02-01T10:00:38Z', {
    spotify_track_uri: 'spotify:track:other',
    master_metadata_track_name: 'Clin d’œil',
    skipped: true,
  });
  const LATER = { ...POLLED, id: 'other', name: 'Clin d’œil', playedAt: '2026-02-01T20:00:00.000Z' };
  const WHOLE = {
    playedAt: POLLED.playedAt,
    msPlayed: 200_000,
    sources: ['poll', 'extended_history'],
    track: 'Blink',
    skipped: true,
  };
  const AFTERWARDS = { playedAt: LATER.playedAt, msPlayed: null, sources: ['poll'] };
  const first = async () => {
    const [play] = await playsOf(stage());
    return { playedAt: play?.playedAt.toISOString(), trackId: play?.trackId };
  };

  it('does not come back by a file: what the file reported is kept with the removed play', async () => {
    await pollPage(stage(), 'regular', pageOf(POLLED));
    const id = await remove({ what: 'play', ...(await first()) });
    await bring(stage(), [ROW]);
    await pollPage(stage(), 'regular', pageOf(LATER));
    expect((await playsOf(stage())).map(({ playedAt }) => playedAt.toISOString())).toEqual([LATER.playedAt]);
    await expectRollupsEqualRecount(stage().deps.db, 'the same recording');
    expect(await undoneAs(id)).toMatchObject([WHOLE, AFTERWARDS]);
  });

  it.each([0, 1])(
    'stays where it was listed twice and one of both was removed: the other was kept',
    async (nth) => {
      await pollPage(stage(), 'regular', pageOf(POLLED));
      await bring(stage(), [ROW]);
      stage().clock.advance(60_000);
      const both = await playsOf(stage());
      expect(both).toHaveLength(2);
      const { playedAt, trackId } = both[nth] ?? {};
      const id = await remove({ what: 'play', playedAt: playedAt?.toISOString(), trackId });
      await pollPage(stage(), 'regular', pageOf(LATER));
      await bring(stage(), [ROW]);
      expect(await playsOf(stage())).toHaveLength(2);
      await expectRollupsEqualRecount(stage().deps.db, 'one of both');
      expect(await undoneAs(id)).toMatchObject([WHOLE, AFTERWARDS]);
    },
  );

  it('comes back as one play where both were removed', async () => {
    await pollPage(stage(), 'regular', pageOf(POLLED));
    await bring(stage(), [ROW]);
    expect(await playsOf(stage())).toHaveLength(2);
    const id = await remove({ what: 'session', ...(await first()) });
    expect(await playsOf(stage())).toEqual([]);
    await pollPage(stage(), 'regular', pageOf(LATER));
    expect(await undoneAs(id)).toMatchObject([WHOLE, AFTERWARDS]);
  });
});
