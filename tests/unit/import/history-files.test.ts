import { createWriteStream } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ZipFile } from 'yazl';
import { withReceivedFile } from '@/lib/import/receive-upload';
import { withUploadedFiles, ZIP_LIMITS } from '@/lib/import/uploaded-files';
import { readHistory } from '@/services/import/read-history';

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'audiospective-test-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const played = (ts: string, n = 0) => ({
  ts,
  ms_played: 60_000 + n,
  spotify_track_uri: 'spotify:track:blink',
  master_metadata_track_name: 'Blink',
  master_metadata_album_artist_name: 'Hiroshi Yoshimura',
});

async function zipOf(files: Record<string, string>): Promise<string> {
  const zip = new ZipFile();
  for (const [name, text] of Object.entries(files)) zip.addBuffer(Buffer.from(text), name);
  zip.end();
  const path = join(folder, `${Object.keys(files).length}-${Math.random()}.zip`);
  await pipeline(zip.outputStream, createWriteStream(path));
  return path;
}

async function fileOf(text: string): Promise<string> {
  const path = join(folder, `file-${Math.random()}`);
  await writeFile(path, text);
  return path;
}

/** What reading finds: how many rows, and how many of them are in which chunk. */
const read = (path: string, name: string, limits = ZIP_LIMITS) =>
  withUploadedFiles(
    path,
    name,
    async (files) => {
      const { reading, chunks } = await readHistory(files, {
        privateSessions: false,
        now: new Date('2026-01-01'),
      });
      const sizes: number[] = [];
      for await (const { rows } of chunks) sizes.push(rows.length);
      return { format: reading.format, rows: reading.rows, sizes, spans: reading.covered.spans() };
    },
    limits,
  );

describe('a zip file', () => {
  it('is read from a folder of any name, its files in the order of their numbers', async () => {
    const path = await zipOf({
      'MyData/Streaming_History_Audio_2020_10.json': JSON.stringify([played('2020-02-01T00:00:00Z')]),
      'MyData/Streaming_History_Audio_2019_9.json': JSON.stringify([played('2019-01-01T00:00:00Z')]),
      'MyData/endsong_3.json': JSON.stringify([played('2012-01-01T00:00:00Z')]),
      'MyData/Payments.json': '[{}]',
      'MyData/ReadMe.pdf': 'x',
    });
    expect(await read(path, 'my.zip')).toMatchObject({ format: 'extended_history', rows: 3, sizes: [3] });
    const { spans } = await read(path, 'my.zip');
    expect(spans.map(({ from, to }) => [from.getUTCFullYear(), to.getUTCFullYear()])).toEqual([
      [2012, 2012],
      [2019, 2020],
    ]);
  });

  it('is refused with what to do when it is cut, holds nothing, or is a bomb', async () => {
    const whole = await zipOf({ 'Streaming_History_Audio_1.json': '[]' });
    const cut = await fileOf('PK\u0003\u0004 and then the connection broke');
    await expect(read(cut, 'my.zip')).rejects.toThrow(/damaged.*Download it from Spotify again/);
    const nothing = await zipOf({ 'Payments.json': '[{}]' });
    await expect(read(nothing, 'my.zip')).rejects.toThrow(/No listening history was found/);
    const bomb = await zipOf({ 'Streaming_History_Audio_1.json': `[${' '.repeat(30_000_000)}]` });
    await expect(read(bomb, 'my.zip')).rejects.toThrow(/unpacks to far more/);
    await expect(read(whole, 'my.zip', { ...ZIP_LIMITS, entries: 0 })).rejects.toThrow(/unpacks to far more/);
  });
});

describe('a single file', () => {
  it('is recognised by its content, not its name', async () => {
    const extended = await fileOf(JSON.stringify([played('2020-02-01T00:00:00Z')]));
    expect(await read(extended, 'renamed.txt')).toMatchObject({ format: 'extended_history', rows: 1 });
    const account = await fileOf(
      JSON.stringify([{ endTime: '2020-02-01 10:00', artistName: 'A', trackName: 'B', msPlayed: 1 }]),
    );
    expect(await read(account, 'x.json')).toMatchObject({ format: 'account_data', rows: 1 });
    for (const text of ['{}', 'hello', '[1, 2', '<html>']) {
      await expect(read(await fileOf(text), 'x.json')).rejects.toThrow(/No listening history was found/);
    }
    await expect(read(await fileOf('[{"ts":"2020-02-01T00:00:00Z"'), 'x.json')).rejects.toThrow(
      /not a complete JSON file/,
    );
  });

  it('is our export also after another program reformatted it, and refused from a newer version', async () => {
    const own = {
      ...{ format: 'audiospective-export', version: 1, gaps: [], albums: [] },
      plays: [
        {
          playedAt: '2020-02-01T00:00:00.123Z',
          track: 't',
          msPlayed: null,
          source: 'poll',
          skipped: null,
          context: null,
        },
      ],
      tracks: [
        { id: 't', name: 'T', durationMs: 1, isrc: null, explicit: false, album: null, artists: ['a'] },
      ],
      artists: [{ id: 'a', name: 'A', genres: [], genresSource: null, imageUrl: null }],
    };
    for (const text of [JSON.stringify(own), JSON.stringify(own, null, 2)]) {
      expect(await read(await fileOf(text), 'x.json')).toMatchObject({
        format: 'audiospective',
        rows: 1,
        sizes: [1],
      });
    }
    const newer = await fileOf(JSON.stringify({ ...own, version: 2 }));
    await expect(read(newer, 'x.json')).rejects.toThrow(/version 2.*Update this application/);
  });

  it('is cut into chunks only where nothing was played', async () => {
    const rows = Array.from({ length: 12_000 }, (_, n) =>
      played(new Date(Date.UTC(2020, 0, 1) + n * 60_000 + Math.floor(n / 6_000) * 3_600_000).toISOString()),
    );
    const { sizes } = await read(await fileOf(JSON.stringify(rows)), 'x.json');
    expect(sizes).toEqual([6_000, 5_000, 1_000]);
  });
});

describe('an upload', () => {
  const body = (bytes: number) => new Blob([new Uint8Array(bytes)]).stream();

  it('is refused when it is empty or too long, and leaves no file', async () => {
    await expect(withReceivedFile(null, async () => 'used')).rejects.toThrow(/empty/);
    await expect(withReceivedFile(body(2_000_001), async () => 'used', 2_000_000)).rejects.toThrow(
      /longer than 2 MB/,
    );
    let seen = '';
    await withReceivedFile(body(10), async ({ path, bytes }) => {
      seen = path;
      expect(bytes).toBe(10);
    });
    await expect(read(seen, 'x.json')).rejects.toThrow(/ENOENT/);
  });
});
