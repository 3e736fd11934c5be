import { expect, it } from 'vitest';
import * as undo from '@/app/api/removals/[id]/undo/route';
import * as removals from '@/app/api/removals/route';
import { expectRollupsEqualRecount } from '../../support/expect-archive';
import { APP, call } from '../../support/http-stage';
import { bring, type ImportStage, playsOf, row, useImportStage } from '../../support/import-stage';

const stage = useImportStage();

const post = ({ cookie }: ImportStage, body: unknown) => ({
  method: 'POST',
  body: JSON.stringify(body),
  headers: { cookie, origin: APP, 'content-type': 'application/json' },
});

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
  const told = (plays: typeof before) => plays.map(({ originId, origin, ...play }) => [play, origin.firstId]);
  expect(told(await playsOf(stage()))).toEqual(told(before));
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
