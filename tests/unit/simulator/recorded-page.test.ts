import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { recordedPages } from '../../support/recordings';
import { request, signIn, stillSimulator } from './signed-in-listener';

describe.each(recordedPages)('a recorded page, $name', ({ text: recording }) => {
  function listening() {
    const simulator = stillSimulator();
    simulator.control.setRecordedPage('regular', recording);
    return { simulator, listener: signIn(simulator, 'regular') };
  }

  it('is served to the byte, to its listener only, and only with a token', async () => {
    const { simulator, listener } = listening();
    const path = '/v1/me/player/recently-played?limit=50';
    expect(await (await listener.get(path)).text()).toBe(recording);
    expect((await simulator.handle(request(path))).status).toBe(401);
    expect(await (await signIn(simulator, 'quiet').get(path)).text()).not.toBe(recording);
  });

  it('has artists, tracks and albums that can be looked up', async () => {
    const { listener } = listening();
    const page = await listener.recent();
    const ids = [...new Set(page.items.flatMap((item) => item.track.artists.map(({ id }) => id)))];
    const { artists } = z
      .object({
        artists: z.array(z.object({ id: z.string(), name: z.string(), genres: z.array(z.string()).min(1) })),
      })
      .parse(await listener.json(`/v1/artists?ids=${ids.slice(0, 50).join()}`));
    expect(artists.map(({ id }) => id)).toEqual(ids.slice(0, 50));
    const names = page.items.flatMap((item) => item.track.artists.map(({ name }) => name));
    expect(names).toEqual(expect.arrayContaining(artists.map(({ name }) => name)));
    const track = page.items[0]?.track;
    expect(await listener.json(`/v1/tracks/${track?.id}`)).toEqual(track);
    const { id } = z.object({ id: z.string() }).parse(track?.album);
    expect(await listener.json(`/v1/albums/${id}`)).toEqual(track?.album);
  });

  it('meets faults like any other answer, and can be taken away', async () => {
    const { simulator, listener } = listening();
    simulator.control.addFault({ fault: { kind: 'odd_items', items: ['track_null'] } });
    const body = z.object({ items: z.array(z.unknown()) });
    const odd = body.parse(await listener.json('/v1/me/player/recently-played'));
    expect(odd.items).toHaveLength(48);
    expect(odd.items[0]).toMatchObject({ track: null });
    simulator.control.setRecordedPage('regular', null);
    expect((await listener.recent()).items).toHaveLength(50);
  });

  it('can be set over HTTP', async () => {
    const simulator = stillSimulator();
    const set = (page: unknown) =>
      simulator.handle(
        request('/control/recorded', undefined, {
          method: 'POST',
          body: JSON.stringify({ listener: 'quiet', page }),
        }),
      );
    expect((await set(JSON.parse(recording))).status).toBe(200);
    expect((await signIn(simulator, 'quiet').recent()).items).toHaveLength(48);
    expect((await set('{"not": "a page"}')).status).toBe(400);
    expect((await set(null)).status).toBe(200);
    expect((await signIn(simulator, 'quiet').recent()).items).toHaveLength(50);
  });
});
