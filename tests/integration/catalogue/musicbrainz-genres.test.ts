import { describe, expect, it } from 'vitest';
import { createMusicbrainzClient } from '@/lib/musicbrainz/client';
import { HOMEPAGE, VERSION } from '@/lib/product';
import { saveArtistDetails } from '@/repositories/catalogue/artist-repository';
import { scheduleArchive } from '@/services/archival/tick';
import { fetchFromMusicbrainz } from '@/services/catalogue/fetch-from-musicbrainz';
import type { ArchiveStage } from '../../support/archive-stage';
import { deliver, deliverUntil } from '../../support/deliver-messages';
import {
  createMusicbrainzStandIn,
  type MusicbrainzStandIn,
} from '../../support/servers/musicbrainz-stand-in';
import { useArchiveStage } from '../../support/stage-database';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const stage = useArchiveStage();

function switchOn(s: ArchiveStage): MusicbrainzStandIn {
  const standIn = createMusicbrainzStandIn(s.clock);
  s.deps.musicbrainz = createMusicbrainzClient(
    { fetch: standIn.fetch, clock: s.clock },
    { url: 'http://musicbrainz.test', contact: 'me@example.org' },
  );
  return standIn;
}

const ids = (count: number) => Array.from({ length: count }, (_, i) => `artist${i}`);

/** Artists with Spotify's details but without any genre. */
const addArtists = (s: ArchiveStage, spotifyIds: readonly string[]) =>
  s.deps.db.artist.createMany({
    data: spotifyIds.map((id) => ({
      spotifyId: id,
      name: id,
      searchName: id,
      detailsFetchedAt: s.clock.now(),
    })),
  });

const genresOf = async (s: ArchiveStage, spotifyId: string) => {
  const artist = await s.deps.db.artist.findUniqueOrThrow({ where: { spotifyId } });
  return [artist.genres, artist.genresSource];
};

const forAWhile = (s: ArchiveStage, ms: number) => deliverUntil(s, new Date(s.clock.now().getTime() + ms));

describe('MusicBrainz, switched on', () => {
  it('gives the genres that Spotify does not, the most voted first, after the archive', async () => {
    const s = stage({ quota: 'development' });
    await s.signIn('quiet');
    const standIn = switchOn(s);
    await scheduleArchive(s.deps, {});
    const batch = s.queue.take();
    if (batch) await deliver(s.deps, batch.message);
    const artists = await s.deps.db.artist.findMany();
    for (const artist of artists) standIn.know(artist.spotifyId ?? '', ['dream pop', 'shoegaze']);
    await forAWhile(s, HOUR);
    const enriched = await s.deps.db.artist.findMany({ where: { detailsFetchedAt: { not: null } } });
    expect(enriched.length).toBeGreaterThan(0);
    expect(enriched.filter((artist) => artist.genresSource !== 'musicbrainz')).toEqual([]);
    expect(enriched[0]?.genres).toEqual(['dream pop', 'shoegaze']);
  });

  it('is asked for artists who were added during a round', async () => {
    const s = stage();
    const standIn = switchOn(s);
    await addArtists(s, ['early']);
    const client = s.deps.musicbrainz;
    if (!client) throw new Error('MusicBrainz is switched on.');
    s.deps.musicbrainz = {
      ...client,
      findArtists: async (spotifyIds) => {
        if (spotifyIds.includes('early')) {
          await addArtists(s, ['late']);
          expect(await fetchFromMusicbrainz(s.deps, { round: 0 })).toMatchObject({ asked: 0 });
        }
        return client.findArtists(spotifyIds);
      },
    };
    standIn.know('late', ['rock']);
    await fetchFromMusicbrainz(s.deps, { round: 0 });
    await forAWhile(s, MINUTE);
    expect(await genresOf(s, 'late')).toEqual([['rock'], 'musicbrainz']);
  });

  it('is asked with name and contact, at most once a second, in rounds of less than a minute', async () => {
    const s = stage();
    const standIn = switchOn(s);
    await addArtists(s, ids(140));
    for (const id of ids(140)) standIn.know(id, ['rock']);
    const began = s.clock.now().getTime();
    expect(await fetchFromMusicbrainz(s.deps, { round: 0 })).toEqual({ asked: 30, found: 30, more: true });
    expect(s.clock.now().getTime() - began).toBeLessThan(MINUTE);
    await forAWhile(s, 10 * MINUTE);
    expect(await s.deps.db.artist.count({ where: { genres: { has: 'rock' } } })).toBe(140);
    const waits = standIn.asked.slice(1).map((request, i) => request.at - (standIn.asked[i]?.at ?? 0));
    expect(Math.min(...waits)).toBeGreaterThanOrEqual(1_000);
    expect(new Set(standIn.asked.map((request) => request.userAgent))).toEqual(
      new Set([`Audiospective/${VERSION} ( ${HOMEPAGE}; me@example.org )`]),
    );
    expect(s.queue.pending()).toEqual([]);
  });

  it('keeps its distance from callers who come at once', async () => {
    const s = stage();
    const standIn = switchOn(s);
    await Promise.all(ids(4).map((id) => s.deps.musicbrainz?.findArtists([id])));
    const waits = standIn.asked.slice(1).map((request, i) => request.at - (standIn.asked[i]?.at ?? 0));
    expect(waits).toHaveLength(3);
    expect(Math.min(...waits)).toBeGreaterThanOrEqual(1_000);
  });

  it('runs one round at a time, however it was started', async () => {
    const s = stage();
    const standIn = switchOn(s);
    await addArtists(s, ids(2));
    for (const id of ids(2)) standIn.know(id, ['rock']);
    const rounds = [0, 1, 2].map((round) => fetchFromMusicbrainz(s.deps, { round }));
    const reports = await Promise.all(rounds);
    expect(reports.map((report) => report.found).sort()).toEqual([0, 0, 2]);
    expect(standIn.asked).toHaveLength(3);
  });

  it('is not asked again within a month for unknown artists, which do not block others', async () => {
    const s = stage();
    const standIn = switchOn(s);
    await addArtists(s, ids(101));
    standIn.know('artist100', ['folk']);
    await fetchFromMusicbrainz(s.deps, { round: 0 });
    await forAWhile(s, MINUTE);
    expect(await genresOf(s, 'artist100')).toEqual([['folk'], 'musicbrainz']);
    const requests = standIn.asked.length;
    s.clock.advance(29 * DAY);
    expect(await fetchFromMusicbrainz(s.deps, { round: 0 })).toMatchObject({ asked: 0 });
    expect(standIn.asked).toHaveLength(requests);
    s.clock.advance(2 * DAY);
    expect(await fetchFromMusicbrainz(s.deps, { round: 0 })).toMatchObject({ asked: 100 });
  });
});

describe('a refusal of MusicBrainz', () => {
  it.each([0, 2])('stops the round, after %i answers, and is tried again when it said', async (after) => {
    const s = stage();
    const standIn = switchOn(s);
    await addArtists(s, ids(5));
    for (const id of ids(5)) standIn.know(id, ['rock']);
    standIn.failOnce(after, () => new Response('', { status: 503, headers: { 'retry-after': '300' } }));
    expect(await fetchFromMusicbrainz(s.deps, { round: 0 })).toMatchObject({
      found: Math.max(0, after - 1),
      more: true,
    });
    expect(standIn.asked).toHaveLength(after + 1);
    s.clock.advance(4 * MINUTE);
    expect(await fetchFromMusicbrainz(s.deps, { round: 9 })).toMatchObject({ asked: 0 });
    expect(standIn.asked).toHaveLength(after + 1);
    await forAWhile(s, 10 * MINUTE);
    expect(await s.deps.db.artist.count({ where: { genresSource: 'musicbrainz' } })).toBe(5);
  });

  it('that one artist causes holds up the others once only', async () => {
    const s = stage();
    const standIn = switchOn(s);
    await addArtists(s, ids(5));
    for (const id of ids(5)) standIn.know(id, ['rock']);
    standIn.failOnce(1, () => new Response('<html>', { status: 500 }));
    standIn.failOnce(3, () => new Response('<html>not JSON'));
    await fetchFromMusicbrainz(s.deps, { round: 0 });
    await forAWhile(s, HOUR);
    expect(await s.deps.db.artist.count({ where: { genresSource: 'musicbrainz' } })).toBe(3);
    expect(s.queue.pending()).toEqual([]);
  });

  it('that is unreadable is not requested again', async () => {
    const s = stage();
    const standIn = switchOn(s);
    await addArtists(s, ids(5));
    standIn.failOnce(0, () => Response.json({ surprise: true }));
    expect(await fetchFromMusicbrainz(s.deps, { round: 0 })).toEqual({ asked: 5, found: 0, more: false });
    await forAWhile(s, HOUR);
    expect(standIn.asked).toHaveLength(1);
  });
});

describe('genres of Spotify', () => {
  it('are neither requested nor overwritten, even if they arrive during a MusicBrainz round', async () => {
    const s = stage();
    const standIn = switchOn(s);
    await addArtists(s, ids(3));
    for (const id of ids(3)) standIn.know(id, ['rock']);
    const tell = (id: string) =>
      saveArtistDetails(
        s.deps.db,
        [{ spotifyId: id, name: '', imageUrl: null, genres: ['jazz'] }],
        s.clock.now(),
      );
    await tell('artist0');
    const client = s.deps.musicbrainz;
    if (!client) throw new Error('MusicBrainz is switched on.');
    s.deps.musicbrainz = {
      ...client,
      genres: async (id) => {
        await tell('artist1');
        return client.genres(id);
      },
    };
    await fetchFromMusicbrainz(s.deps, { round: 0 });
    expect(await genresOf(s, 'artist0')).toEqual([['jazz'], 'spotify']);
    expect(await genresOf(s, 'artist1')).toEqual([['jazz'], 'spotify']);
    expect(await genresOf(s, 'artist2')).toEqual([['rock'], 'musicbrainz']);
    expect(standIn.asked).toHaveLength(3);
    await saveArtistDetails(
      s.deps.db,
      [{ spotifyId: 'artist2', name: '', imageUrl: null, genres: [] }],
      s.clock.now(),
    );
    expect(await genresOf(s, 'artist2')).toEqual([['rock'], 'musicbrainz']);
    await tell('artist2');
    expect(await genresOf(s, 'artist2')).toEqual([['jazz'], 'spotify']);
  });
});

describe('MusicBrainz, not switched on', () => {
  it('is neither queued nor asked', async () => {
    const s = stage({ quota: 'development' });
    await s.signIn('quiet');
    await scheduleArchive(s.deps, {});
    await forAWhile(s, HOUR);
    expect(await s.deps.db.artist.count({ where: { detailsFetchedAt: { not: null } } })).toBeGreaterThan(0);
    expect(s.queue.published.filter((m) => m.path === '/api/queue/musicbrainz-genres')).toEqual([]);
    expect(await fetchFromMusicbrainz(s.deps, { round: 0 })).toEqual({ asked: 0, found: 0, more: false });
    expect(await s.deps.db.artist.count({ where: { genresAskedAt: { not: null } } })).toBe(0);
  });
});
