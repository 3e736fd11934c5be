import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import type { RootDatabase } from '@/lib/db/client';
import type { Deps } from '@/lib/deps';
import { countsAsPlay } from '@/lib/history/counts-as-play';
import { gzipChunk } from '@/lib/import/chunk';
import { readHistory } from '@/lib/import/read-history';
import { READ_LIMITS } from '@/lib/import/read-limits';
import { UnreadableFile } from '@/lib/import/unreadable-file';
import { createLogger } from '@/lib/logger';
import { DELETION_PHRASE } from '@/lib/shared/account/personal-data';
import { ALL_TIME } from '@/lib/shared/analytics/range-presets';
import { HOUR } from '@/lib/shared/time';
import type { ObservedTrack } from '@/lib/spotify/observed-track';
import type { ObservedPlay } from '@/lib/spotify/recently-played';
import { storeChunk } from '@/repositories/import/import-chunk-repository';
import { deleteAccount } from '@/services/account/delete-account';
import { recordPlays } from '@/services/archival/record-plays';
import { lookUpTracks } from '@/services/catalogue/look-up-tracks';
import { settleRollups } from '@/services/catalogue/settle-rollups';
import { exportArchive } from '@/services/export-service';
import { runImport } from '@/services/import/run-import';
import { type ArchiveStage, createStage } from '../archive-stage';
import type { VirtualQueue } from '../virtual-queue';
import type { ArchivedPlay } from './expect-life';
import { type LookUp, pageNaming } from './look-ups';
import type { ListedPlay } from './polls';
import { actOn, undoAll, type Whim, work } from './whims';
import type { Event, Listener } from './world';

const NOW = new Date('2026-04-01T00:00:00Z');
const QUIET = createLogger('silent');
const LISTENERS: Listener[] = ['a', 'b', 'hostile'];

/** An archive in the database, written by the product's own writers of polls and files. */
export class DatabaseArchive {
  private constructor(
    private readonly db: RootDatabase,
    private readonly ids: Record<Listener, number>,
    private readonly stage: ArchiveStage,
  ) {}

  static async create(db: RootDatabase, logger = QUIET): Promise<DatabaseArchive> {
    const stage = createStage(db, { startsAt: NOW, listeners: [] });
    stage.deps.logger = logger;
    const ids = { a: 0, b: 0, hostile: 0 };
    for (const listener of LISTENERS) {
      stage.simulator.control.addListener({ id: listener });
      ids[listener] = await stage.signIn(listener);
    }
    return new DatabaseArchive(db, ids, stage);
  }

  async take(event: Event): Promise<void> {
    if (event.kind === 'lookUp') return this.lookUp(event);
    if (event.kind === 'poll') return this.poll(event.listener, event.page);
    const file =
      event.kind === 'ownExport'
        ? await this.exportOf(event.listener)
        : rowsText(event.rows.map(({ row }) => row));
    await this.bring(event.listener, file);
  }

  /** The ids that files named and Spotify did not, of all listeners. */
  async claimedIds(): Promise<string[]> {
    const claims = await this.db.track.findMany({
      where: { claimedBy: { not: null } },
      distinct: 'spotifyId',
    });
    return claims.flatMap(({ spotifyId }) => spotifyId ?? []);
  }

  /** Lets the hostile listener bring a file that only says that there are tracks of these ids. */
  async nameIds(ids: readonly string[]): Promise<void> {
    await this.bring('hostile', rowsText(ids.map(lieAbout)));
  }

  /** Lets everything follow the catalogue. */
  async settle(): Promise<void> {
    while ((await this.db.staleRollup.count()) > 0) await settleRollups(this.deps);
  }

  /** Lets the listeners who wait longest follow it. */
  async settleOnce(): Promise<void> {
    await settleRollups(this.deps);
  }

  /** Lets a listener export their archive, delete their account, and bring the file into a new one. */
  async startOver(listener: Listener): Promise<void> {
    const archive = await this.exportOf(listener);
    await deleteAccount(this.deps, this.ids[listener], DELETION_PHRASE);
    this.ids[listener] = await this.stage.signIn(listener);
    await this.bring(listener, archive);
  }

  /** Lets a listener leave something out of their statistics or remove plays, or undo it. */
  async act(whim: Whim): Promise<void> {
    await actOn(whim, this.deps, this.ids[whim.listener]);
  }

  /** Lets the figures follow what is left out. */
  async followExclusions(): Promise<void> {
    await work(this.deps);
  }

  /** How many plays are left out. */
  async countLeftOut(): Promise<number> {
    return this.db.playEvent.count({ where: { listenedMs: null } });
  }

  /** Takes back all that listeners left out or removed. */
  async undoWhims(): Promise<void> {
    for (const listener of LISTENERS) await undoAll(this.deps, this.ids[listener]);
  }

  async playsOf(listener: Listener): Promise<ArchivedPlay[]> {
    const plays = await this.db.playEvent.findMany({
      where: { userId: this.ids[listener] },
      include: {
        origin: true,
        track: { include: { artists: { include: { artist: true }, orderBy: { position: 'asc' } } } },
      },
    });
    return plays.map(({ playedAt, msPlayed, origin, track }) => ({
      spotifyId: track.spotifyId,
      title: track.name,
      artist: track.artists[0]?.artist.name,
      msPlayed,
      sources: [
        ...(origin.sources.includes('poll') ? (['poll'] as const) : []),
        ...(origin.sources.some((source) => source !== 'poll') ? (['import'] as const) : []),
      ],
      counts: countsAsPlay(msPlayed),
      end: playedAt.getTime(),
    }));
  }

  /** All that a listener sees of plays and music, in an order that depends on nothing else. */
  async seenBy(listener: Listener): Promise<string> {
    // Since when polls brought plays depends on what was removed then.
    const isArchivedTime = (line: string) => /^(\{"from":"[^"]*","to":"[^"]*"\},?)?$/.test(line);
    const [, ...text] = (await this.exportOf(listener)).split('\n');
    const lines = text.filter((line) => !isArchivedTime(line));
    const figures = await this.db.userTotals.findMany({
      where: { userId: this.ids[listener] },
      omit: { userId: true },
    });
    const texts = lines.map((line) => line.replace(/,"archivedAt":"[^"]*"|,$/g, ''));
    return texts
      .sort()
      .concat(JSON.stringify(figures, (_, value) => (typeof value === 'bigint' ? Number(value) : value)))
      .join('\n');
  }

  private async poll(listener: Listener, page: readonly ListedPlay[]): Promise<void> {
    const plays = page.map(toObserved);
    const { unwritten } = await recordPlays(this.deps, [
      { userId: this.ids[listener], page: { plays, rejectedItems: [], isFull: false } },
    ]);
    if (unwritten.length > 0) throw new Error('A poll could not be written.');
  }

  private async lookUp({ words }: LookUp): Promise<void> {
    const { control } = this.stage.simulator;
    control.setRecordedPage('a', pageNaming(words));
    const { asked, answered } = await lookUpTracks(this.deps);
    if (answered < asked) throw new Error(`Only ${answered} of ${asked} tracks were known.`);
  }

  private async exportOf(listener: Listener): Promise<string> {
    const user = { id: this.ids[listener], timeZone: 'UTC', locale: 'en-GB' };
    const question = { format: 'json', range: ALL_TIME, gdpr: false } as const;
    return text((await exportArchive(this.deps, user, question)).body);
  }

  /** As an upload does, without a server and a thread around. */
  private async bring(listener: Listener, content: string): Promise<void> {
    const times = { createdAt: NOW, deadlineAt: new Date(NOW.getTime() + HOUR) };
    const data = {
      userId: this.ids[listener],
      fileName: 'x.json',
      fileBytes: 0,
      rowsTotal: 0,
      rowsDone: 0,
      covers: {},
      ...times,
    };
    const { id } = await this.db.importJob.create({
      data: { ...data, format: 'extended_history', status: 'queued' },
    });
    if (!(await this.store(id, content))) return;
    const job = await runImport(this.deps, { importId: id });
    if (job?.status !== 'succeeded' || job.counts.unreadable > 0) throw new Error(JSON.stringify(job));
  }

  /** False for a file without a row. */
  private async store(id: number, content: string): Promise<boolean> {
    const folder = await mkdtemp(join(tmpdir(), 'audiospective-lives-'));
    try {
      const options = { privateSessions: true, now: NOW, limits: READ_LIMITS, folder, onProgress: () => {} };
      const file = { name: 'x.json', read: () => oneBuffer(content) };
      let position = 1;
      for await (const chunk of readHistory([file], [], options)) {
        await storeChunk(this.db, id, { position: position++, payload: await gzipChunk(chunk) });
      }
      return true;
    } catch (error) {
      if (error instanceof UnreadableFile) return false;
      throw error;
    } finally {
      await rm(folder, { recursive: true });
    }
  }

  get deps(): Deps & { queue: VirtualQueue } {
    return { ...this.stage.deps, queue: this.stage.queue };
  }
}

const rowsText = (rows: readonly object[]): string => JSON.stringify(rows);

async function* oneBuffer(content: string): AsyncGenerator<Buffer> {
  yield Buffer.from(content);
}

const lieAbout = (id: string, nth: number) => ({
  ts: new Date(Date.UTC(2015, 0, 1, nth)).toISOString(),
  ms_played: 200_000,
  master_metadata_track_name: `LIE about ${id}`,
  master_metadata_album_artist_name: `LIAR ${nth}`,
  master_metadata_album_album_name: 'LIES',
  spotify_track_uri: `spotify:track:${id}`,
});

const toObserved = ({ playedAt, track, context }: ListedPlay): ObservedPlay => ({
  playedAt: new Date(playedAt),
  track: toTrack(track),
  context,
});

const toTrack = ({ spotifyId, title, artists, isrc, durationMs }: ListedPlay['track']): ObservedTrack => ({
  spotifyId: spotifyId ?? '',
  name: title,
  durationMs,
  isrc,
  explicit: false,
  discNumber: null,
  trackNumber: null,
  album: {
    spotifyId: `album of ${spotifyId}`,
    name: `Album of ${spotifyId}`,
    imageUrl: null,
    releaseDate: null,
    totalTracks: null,
  },
  artists: artists.map((name) => ({ spotifyId: `id of ${name}`, name })),
});
