import { expect } from 'vitest';
import { z } from 'zod';
import { HOUR } from '@/lib/shared/time';
import { archiveUserTracks } from '@/services/archival-service';
import type { HttpStage } from './http-stage';

/** A page of recently played tracks as Spotify sends it, in the parts that tests look at or change. */
export const spotifyPage = z.looseObject({
  items: z.array(
    z.looseObject({
      played_at: z.string(),
      track: z.looseObject({
        id: z.string(),
        name: z.string(),
        duration_ms: z.number(),
        artists: z.array(z.looseObject({ id: z.string(), name: z.string() })),
        album: z.looseObject({ id: z.string(), name: z.string() }),
        external_ids: z.looseObject({ isrc: z.string().optional() }),
      }),
    }),
  ),
});

export type SpotifyPage = z.output<typeof spotifyPage>;

/** Polls a listener an hour later, when Spotify lists this page; the client and all that follows are the product's. */
export async function pollPage(stage: HttpStage, listener: string, page: SpotifyPage): Promise<void> {
  stage.simulator.simulator.control.setRecordedPage(listener, page);
  stage.clock.advance(HOUR);
  const { id } = await stage.deps.db.user.findUniqueOrThrow({ where: { spotifyId: listener } });
  const slot = stage.deps.clock.now();
  const message = {
    slot,
    batch: 0,
    userIds: [id],
    attempt: 0,
    nextRegularAt: new Date(slot.getTime() + HOUR),
  };
  const report = await archiveUserTracks(stage.deps, message);
  stage.simulator.simulator.control.setRecordedPage(listener, null);
  expect(report).toMatchObject({ successful: 1, failed: 0 });
}

interface Listed {
  playedAt: string;
  id: string;
  name: string;
  artists: string[];
  album?: string;
  durationMs?: number;
  isrc?: string;
}

/** A page of invented plays, newest first. The ids of artists and albums follow from those of `id` alone. */
export const pageOf = (...listed: Listed[]): SpotifyPage => ({
  items: listed.map(({ playedAt, id, name, artists, album = 'Album', durationMs = 200_000, isrc }) => ({
    played_at: playedAt,
    context: null,
    track: {
      id,
      name,
      duration_ms: durationMs,
      type: 'track',
      explicit: false,
      uri: `spotify:track:${id}`,
      artists: artists.map((artist, nth) => ({ id: `artist${nth}of${id}`, name: artist })),
      album: { id: `albumOf${id}`, name: album, images: [], release_date: '2020-01-01' },
      external_ids: isrc === undefined ? {} : { isrc },
    },
  })),
});
