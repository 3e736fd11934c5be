import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { scheduleArchive } from '@/services/archival-service';
import { deliverUntil } from '../support/deliver-messages';
import { useArchiveStage } from '../support/stage-database';

const RECORDING = new URL('../../../shared/fixtures/recently-played-48-items.json', import.meta.url);
const HOUR = 3_600_000;

const stage = useArchiveStage();

const listener = (id: string) => ({ id, timeZone: 'Europe/Berlin' });

describe('the hourly archive', () => {
  it.skipIf(!existsSync(RECORDING))(
    'keeps all 48 plays of a recorded page, in order, with artists, albums and ISRC, and adds none the second time',
    async () => {
      const s = stage();
      const recorded = JSON.parse(readFileSync(RECORDING, 'utf8'));
      s.simulator.control.addListener(listener('rec'));
      s.simulator.control.setRecordedPage('rec', recorded);
      await s.signIn('rec');
      for (let hour = 0; hour < 2; hour++) {
        await scheduleArchive(s.deps, {});
        await deliverUntil(s, new Date(s.clock.now().getTime() + HOUR));
      }
      const plays = await s.deps.db.playEvent.findMany({
        orderBy: { playedAt: 'desc' },
        include: {
          track: {
            include: { album: true, artists: { include: { artist: true }, orderBy: { position: 'asc' } } },
          },
        },
      });
      expect(plays).toHaveLength(48);
      expect(plays.map((p) => p.playedAt.toISOString())).toEqual(
        recorded.items.map((i: { played_at: string }) => i.played_at),
      );
      const shown = plays.map(({ track }) => ({
        id: track.spotifyId,
        isrc: track.isrc,
        album: track.album?.spotifyId,
        artists: track.artists.map((a) => a.artist.spotifyId),
      }));
      type Item = {
        track: {
          id: string;
          external_ids: { isrc: string };
          album: { id: string };
          artists: { id: string }[];
        };
      };
      expect(shown).toEqual(
        recorded.items.map(({ track }: Item) => ({
          id: track.id,
          isrc: track.external_ids.isrc,
          album: track.album.id,
          artists: track.artists.map((a) => a.id),
        })),
      );
      expect(
        await s.deps.db.archiveRun.findMany({
          select: { newPlays: true, successful: true },
          orderBy: { scheduledFor: 'asc' },
        }),
      ).toEqual([
        { newPlays: 48, successful: 1 },
        { newPlays: 0, successful: 1 },
      ]);
      expect(await s.deps.db.artist.count({ where: { detailsFetchedAt: null } })).toBe(0);
    },
  );
});
