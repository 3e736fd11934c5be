import type { Deps } from '@/lib/deps';
import { DAY, HOUR, MINUTE } from '@/lib/shared/time';
import type { ObservedPlay } from '@/lib/spotify/recently-played';
import { recordPlays } from '@/services/archival/record-plays';
import type { CatalogueArtist } from '../../simulator/catalogue/catalogue';
import type { ListenerLife, SimulatedPlay } from '../../simulator/life/listener-life';
import { playsBetween } from '../../simulator/life/plays';
import type { World } from '../../simulator/life/world';
import { createPlayReader } from './observed-plays';
import { pollTimes } from './poll-times';
import { seedArtists } from './seed-artists';

/** Plays per call to the writer: large enough to be fast, small enough for the memory. */
const CALL = 1_000;
/** How long the archive of the `gap` scenario has polled at full hours only. */
const SLOW_MS = 8 * 7 * DAY;

export interface SeededLife {
  world: World;
  life: ListenerLife;
  /** ms UTC; plays that ended from here … */
  sinceMs: number;
  /** … to here, and that Spotify lists by then. */
  untilMs: number;
  /** The simulator's address, which stands in the addresses of covers. */
  spotifyUrl: string;
  /** Called now and then with the plays written so far, of all. */
  onProgress?: (progress: SeedProgress) => void;
}

export interface SeedProgress {
  written: number;
  of: number;
}

type SeedDeps = Pick<Deps, 'db' | 'logger'>;

/**
 * Writes a life through the product's one writer, as an archive that had polled all along would have it: plays that no
 * poll could see are missing, and the writer itself records the gap. The user has no tokens; a sign-in finds the row by
 * its Spotify id. Idempotent. Returns the number of plays passed to the writer.
 */
export async function seedListener(deps: SeedDeps, seeded: SeededLife): Promise<number> {
  const { world, life, sinceMs, untilMs } = seeded;
  const userId = await findOrCreateListener(deps, life);
  const read = createPlayReader(world, seeded.spotifyUrl);
  const plays = [...playsBetween(world, life, sinceMs, untilMs)];
  const { spotifyUrl } = seeded;
  await seedArtists(deps.db, artistsOf(world, plays), { spotifyUrl, at: new Date(untilMs) });
  let pending: ObservedPlay[] = [];
  let written = 0;
  let analyzeAt = CALL;
  const flush = async (atMs: number, isFull: boolean) => {
    if (pending.length > 0) await write(deps, { userId, plays: pending, atMs, isFull });
    written += pending.length;
    pending = [];
    seeded.onProgress?.({ written, of: plays.length });
    // The tables start empty: without new statistics, the writer's query plans stay those for empty tables.
    if (written < analyzeAt) return;
    await deps.db.$executeRaw`ANALYZE`;
    analyzeAt = 4 * written;
  };
  let lastAtMs = sinceMs;
  for (const poll of pollTimes(plays, untilMs, pollIntervalOf(life, untilMs))) {
    // The gap rule depends on what was known before this page, so such a page is written on its own.
    if (poll.overflowed || pending.length >= CALL) await flush(lastAtMs, false);
    pending.push(...poll.plays.map(read));
    if (poll.overflowed) await flush(poll.atMs, true);
    lastAtMs = poll.atMs;
  }
  await flush(lastAtMs, false);
  await deps.db.$executeRaw`ANALYZE`;
  return written;
}

function artistsOf(world: World, plays: readonly SimulatedPlay[]): CatalogueArtist[] {
  const tracks = new Set(plays.map((play) => world.catalogue.trackById.get(play.trackId)));
  return [...new Set([...tracks].flatMap((track) => track?.artists ?? []))];
}

/** The archive polls busy listeners more than once an hour; the `gap` scenario simulates weeks in which it could not. */
function pollIntervalOf(life: ListenerLife, untilMs: number): (atMs: number) => number {
  const slowFromMs = life.id === 'gap' ? untilMs - SLOW_MS : Number.POSITIVE_INFINITY;
  return (atMs) => (atMs < slowFromMs ? 15 * MINUTE : HOUR);
}

async function findOrCreateListener({ db }: SeedDeps, life: ListenerLife): Promise<number> {
  const { id } = await db.user.upsert({
    where: { spotifyId: life.id },
    create: {
      spotifyId: life.id,
      name: life.displayName,
      timeZone: life.timeZone,
      createdAt: new Date(life.startsAt),
    },
    update: {},
    select: { id: true },
  });
  return id;
}

interface Page {
  userId: number;
  plays: ObservedPlay[];
  atMs: number;
  isFull: boolean;
}

async function write({ db, logger }: SeedDeps, { userId, plays, atMs, isFull }: Page): Promise<void> {
  const clock = { now: () => new Date(atMs), sleep: async () => {} };
  const page = { plays, rejectedItems: [], isFull };
  const { unwritten } = await recordPlays({ db, logger, clock }, [{ userId, page }]);
  if (unwritten.length > 0) throw new Error('Plays of the seed were refused; the message above says why.');
}
