import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { POST as cron } from '@/app/api/cron/archive/route';
import { POST as archiveBatchRoute } from '@/app/api/queue/archive-batch/route';
import { POST as archiveUserRoute } from '@/app/api/queue/archive-user/route';
import { POST as enrichRoute } from '@/app/api/queue/enrich-artists/route';
import { getDashboard } from '@/services/analytics-service';
import { Browser, call, type HttpStage, signed, useHttpStage } from '../../support/http-stage';
import { recordedPages } from '../../support/recordings';

const HOUR = 3_600_000;

const recordingSchema = z.object({
  items: z.array(
    z.object({
      played_at: z.string(),
      track: z.object({
        id: z.string(),
        name: z.string(),
        external_ids: z.object({ isrc: z.string() }),
        album: z.object({ id: z.string() }),
        artists: z.array(z.object({ id: z.string() })),
      }),
    }),
  ),
});

const ROUTES = {
  '/api/cron/archive': cron,
  '/api/queue/archive-batch': archiveBatchRoute,
  '/api/queue/archive-user': archiveUserRoute,
  '/api/queue/enrich-artists': enrichRoute,
};

const stage = useHttpStage();

/** Posts a signed message to its route, as the queue would. */
async function post(s: HttpStage, path: keyof typeof ROUTES, body: unknown): Promise<void> {
  const text = JSON.stringify(body);
  const headers = await signed(s, path, text);
  const response = await call(ROUTES[path], path, { method: 'POST', body: text, headers });
  expect(response.status, `${path}: ${await response.clone().text()}`).toBe(200);
}

/** The schedule ticks, and the queue delivers everything of the hour. */
async function oneHour(s: HttpStage): Promise<void> {
  await post(s, '/api/cron/archive', {});
  const end = s.clock.now().getTime() + HOUR;
  for (let dueAt = s.queue.nextDueAt(); dueAt !== undefined && dueAt <= end; dueAt = s.queue.nextDueAt()) {
    s.clock.advance(Math.max(0, dueAt - s.clock.now().getTime()));
    const next = s.queue.take();
    if (next) await post(s, next.message.path as keyof typeof ROUTES, next.message.body);
  }
  s.clock.advance(Math.max(0, end - s.clock.now().getTime()));
}

describe('a recorded page, from the answer to the archive', () => {
  it.each(recordedPages)(
    '$name: from sign-in over schedule and queue to the dashboard: 48 plays stand, and a second hour adds none',
    async ({ text }) => {
      const s = stage();
      const { items } = recordingSchema.parse(JSON.parse(text));
      s.simulator.simulator.control.setRecordedPage('regular', text);
      await new Browser().signIn(s, 'regular');
      for (let hour = 0; hour < 2; hour++) {
        await oneHour(s);
        const plays = await s.deps.db.playEvent.findMany({
          orderBy: { playedAt: 'desc' },
          include: {
            track: {
              include: { album: true, artists: { include: { artist: true }, orderBy: { position: 'asc' } } },
            },
          },
        });
        expect(
          plays.map(({ playedAt, track }) => ({
            played_at: playedAt.toISOString(),
            track: {
              id: track.spotifyId,
              name: track.name,
              external_ids: { isrc: track.isrc },
              album: { id: track.album?.spotifyId },
              artists: track.artists.map((a) => ({ id: a.artist.spotifyId })),
            },
          })),
        ).toEqual(items);
      }
      const user = await s.deps.db.user.findFirstOrThrow();
      const dashboard = await getDashboard(s.deps, user.id);
      expect(dashboard.countedPlays).toBe(48);
      const [newest] = items;
      expect(dashboard.recentPlays[0]).toMatchObject({
        name: newest?.track.name,
        playedAt: newest?.played_at,
      });
      expect(dashboard.openGaps).toEqual([]);
    },
  );
});
