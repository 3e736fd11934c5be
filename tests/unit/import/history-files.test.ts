import { describe, expect, it } from 'vitest';
import { useHistoryFiles, zipOf } from '../../support/import/history-files';
import { accountRow, extendedRow, ownExport } from '../../support/import/history-shapes';

const { read } = useHistoryFiles();
const listOf = (...times: string[]) => JSON.stringify(times.map((ts) => extendedRow(ts)));

describe('a zip file', () => {
  it('is read whatever its files are called, and names what it skipped', async () => {
    const zip = await zipOf({
      'MyData/Streaming_History_Audio_2020_10.json': listOf('2020-02-01T00:00:00Z'),
      'MyData/Streaming_History_Audio_2019_9.json': listOf('2019-01-01T00:00:00Z'),
      'MyData/renamed by me.txt': listOf('2012-01-01T00:00:00Z'),
      'MyData/StreamingHistory_music_0.json': JSON.stringify([accountRow('2020-02-01 00:00')]),
      'MyData/StreamingHistory_podcast_0.json':
        '[{"endTime":"2020-02-01 10:00","podcastName":"P","msPlayed":1}]',
      'MyData/Streaming_History_Video_2020.json': '[]',
      'MyData/Payments.json': '[{}]',
      'MyData/Userdata.json': '{"username":"x"}',
      'MyData/ReadMe.pdf': 'x',
      'MyData/older.zip': await zipOf({ 'endsong_0.json': '[]' }),
      'MyData/half.json': '[{"a":1},',
    });
    const found = await read(zip, 'my.zip');
    const refused = { repeated: 1 };
    expect(found).toMatchObject({ format: 'extended_history', rows: 4, refused, sizes: [3] });
    expect(found.spans.map(({ from, to }) => [from.getUTCFullYear(), to.getUTCFullYear()])).toEqual([
      [2012, 2012],
      [2019, 2020],
    ]);
    expect(found.skippedFiles.map(({ name, reason }) => `${name}: ${reason}`)).toEqual([
      'StreamingHistory_podcast_0.json: podcasts',
      'Streaming_History_Video_2020.json: noRows',
      'Payments.json: noHistory',
      'Userdata.json: noHistory',
      'ReadMe.pdf: notJson',
      'older.zip: zipInside',
      'half.json: unreadable',
    ]);
  });

  it('is read for its account data where the extended history ends, and says nothing of private sessions', async () => {
    const [first, last] = ['2020-02-01T10:00:38Z', '2020-02-03T10:00:38Z'];
    const hidden = { ...extendedRow('2020-02-02T10:00:38Z'), incognito_mode: true };
    const history = [extendedRow(first), hidden, extendedRow(last)];
    const account = ['2020-02-01 10:00', '2020-02-02 10:00', '2020-02-03 10:00', '2020-02-04 10:00'];
    const found = await read(
      await zipOf({
        'StreamingHistory_music_1.json': JSON.stringify(account.map((at) => accountRow(at))),
        'Streaming_History_Audio_2020_0.json': JSON.stringify(history),
      }),
    );
    expect(found).toMatchObject({ rows: 7, refused: { repeated: 2, privateSession: 1 } });
    expect(found.staged.map(({ at }) => new Date(at).toISOString().slice(0, 19))).toEqual([
      '2020-02-01T10:00:00',
      ...[first, last, '2020-02-04T10:00:00'].map((at) => at.slice(0, 19)),
    ]);
    expect(found.spans).toEqual([
      { from: new Date('2020-02-01T10:00:00Z'), to: new Date('2020-02-04T10:00:00Z') },
    ]);
  });

  it('covers no time between files of two kinds, whose numbers say nothing of each other', async () => {
    const zip = await zipOf({
      'Streaming_History_Audio_2020_0.json': listOf('2020-02-01T10:00:00Z'),
      'StreamingHistory_music_1.json': JSON.stringify([accountRow('2020-02-04 10:00')]),
    });
    expect((await read(zip)).spans).toHaveLength(2);
  });

  it.each([
    ['numbered within each year', ['Audio_2024', 'Audio_2024_1', 'Audio_2025', 'Audio_2025_1'], 1],
    ['numbered within each year, of which one is missing', ['Audio_2024', 'Audio_2024_2', 'Audio_2025'], 2],
    ['of the next number in another year', ['Audio_2024', 'Audio_2024_1', 'Audio_2026_2'], 2],
    ['numbered throughout', ['Audio_2023-2024_0', 'Audio_2024_1', 'Audio_2024_2', 'Audio_2024_4'], 2],
  ])('covers the time between files %s', async (_, names, spans) => {
    const files = names.map((name, day) => [
      `Streaming_History_${name}.json`,
      listOf(`2024-12-${28 + day}T10:00:00Z`),
    ]);
    expect((await read(await zipOf(Object.fromEntries(files)))).spans).toHaveLength(spans);
  });

  it('covers no long time between the files of two years: the last of the first year may be missing', async () => {
    const zip = await zipOf({
      'Streaming_History_Audio_2024.json': listOf('2024-11-20T10:00:00Z'),
      'Streaming_History_Audio_2025.json': listOf('2025-01-01T10:00:00Z'),
    });
    expect((await read(zip)).spans).toHaveLength(2);
  });

  it('covers the time between older files of account data', async () => {
    const zip = await zipOf({
      'StreamingHistory0.json': JSON.stringify([accountRow('2020-02-01 10:00')]),
      'StreamingHistory1.json': JSON.stringify([accountRow('2020-02-04 10:00')]),
    });
    expect((await read(zip)).spans).toHaveLength(1);
  });

  it('names all files that it skipped, a hundred of them for the list of imports', async () => {
    const others = Array.from({ length: 107 }, (_, n) => [`${n}.txt`, 'x']);
    const found = await read(
      await zipOf({ ...Object.fromEntries(others), 'h.json': listOf('2020-01-01T00:00:00Z') }),
    );
    expect(found.skippedFiles).toHaveLength(100);
    expect(found.skippedFiles.concat(found.moreSkippedFiles).map(({ name }) => name)).toEqual(
      others.map(([name]) => name),
    );
    expect(found.errors).toEqual([
      'Files that were not read beyond these: 7. “Download everything” has all of them, in imports.json.',
    ]);
  });

  it('names the plays of an own export that it saves without an odd detail', async () => {
    const own = ownExport();
    const plays = own.plays.map((play) => ({ ...play, skipped: 'no' }));
    const { rows, errors } = await read(JSON.stringify({ ...own, plays }), 'own.json');
    expect(rows).toBe(2);
    expect(errors).toEqual(['Rows 1–2 of own.json were saved without a detail that could not be read.']);
  });

  it('with nothing but a zip file inside says so', async () => {
    const outer = await zipOf({
      'my_spotify_data.zip': await zipOf({ 'endsong_0.json': listOf('2020-02-01T00:00:00Z') }),
      '__MACOSX/._my_spotify_data.zip': 'x',
    });
    await expect(read(outer)).rejects.toThrow(/holds another zip file. Unpack the outer one/);
  });

  it('with two exports of this application is read for the first', async () => {
    const zip = await zipOf({ 'a.json': JSON.stringify(ownExport()), 'b.json': JSON.stringify(ownExport()) });
    const { rows, skippedFiles } = await read(zip);
    expect({ rows, skippedFiles }).toEqual({
      rows: 2,
      skippedFiles: [{ name: 'b.json', reason: 'secondExport' }],
    });
  });
});

describe('a single file', () => {
  it('is recognised by its content, not its name', async () => {
    expect(await read(listOf('2020-02-01T00:00:00Z'), 'renamed.txt')).toMatchObject({
      format: 'extended_history',
      rows: 1,
    });
    const account = JSON.stringify([null, accountRow('2020-02-01 10:00')]);
    expect(await read(account)).toMatchObject({
      format: 'account_data',
      rows: 2,
      refused: { unreadable: 1 },
    });
    for (const text of ['{}', 'hello', '<html>', '[1, 2]', '{"format":"another"}', 'played_at_utc,track']) {
      await expect(read(text), text).rejects.toThrow(/No listening history was found/);
    }
    await expect(read('[]')).rejects.toThrow(/not a single play/);
    await expect(read('[{"ts":"2020-02-01T00:00:00Z"')).rejects.toThrow(/not a complete JSON file/);
  });

  it('may have its keys in any order', async () => {
    const backwards = (value: object) => Object.fromEntries(Object.entries(value).reverse());
    const { staged } = await read(JSON.stringify([backwards(extendedRow('2020-02-01T00:00:00Z'))]));
    expect(staged).toMatchObject([{ track: 'blink', name: 'Blink' }]);
    const own = ownExport();
    for (const text of [JSON.stringify(backwards(own)), JSON.stringify(own, null, 2), JSON.stringify(own)]) {
      const found = await read(text);
      expect(found).toMatchObject({ format: 'audiospective', rows: 2, sizes: [2], gaps: own.gaps });
      expect(found.staged.map(({ name, artist }) => [name, artist])).toEqual([
        ['T', 'A'],
        ['T', 'A'],
      ]);
    }
  });

  it('may be UTF-8 or UTF-16 in either order, with or without a mark, and with the line ends of Windows', async () => {
    const text = JSON.stringify(
      [extendedRow('2020-02-01T00:00:00Z', { master_metadata_track_name: 'Ünï 🎵 \u2028' })],
      null,
      1,
    );
    const utf16 = (s: string) => Buffer.from(s, 'utf16le');
    const files = {
      plain: Buffer.from(text),
      marked: Buffer.from(`\uFEFF${text}`),
      windows: Buffer.from(`${text.replaceAll('\n', '\r\n')}\r\n`),
      'little-endian': utf16(text),
      'little-endian, marked': utf16(`\uFEFF${text}`),
      'big-endian': utf16(text).swap16(),
      'big-endian, marked': utf16(`\uFEFF${text}`).swap16(),
    };
    for (const [what, bytes] of Object.entries(files)) {
      expect((await read(bytes)).staged, what).toMatchObject([{ name: 'Ünï 🎵 \u2028' }]);
    }
  });

  it('of our own is refused from a newer version', async () => {
    const newer = read(JSON.stringify({ ...ownExport(), version: 2 }));
    await expect(newer).rejects.toThrow(/version 2.*Update it first/);
  });
});

describe('the rows', () => {
  it('are staged oldest first, whatever their order in the files, and know their places', async () => {
    const zip = await zipOf({
      'a.json': listOf('2021-05-01T00:00:00Z', '2019-01-01T00:00:00Z', '2021-04-30T00:00:00Z'),
      'b.json': listOf('2020-01-01T00:00:00Z', '2019-01-02T00:00:00Z'),
    });
    const { staged } = await read(zip);
    expect(
      staged.map(({ at, place }) => [new Date(at).toISOString().slice(0, 10), place.file, place.row]),
    ).toEqual([
      ['2019-01-01', 0, 2],
      ['2019-01-02', 1, 2],
      ['2020-01-01', 1, 1],
      ['2021-04-30', 0, 3],
      ['2021-05-01', 0, 1],
    ]);
  });

  it('are cut into chunks only where nothing was played', async () => {
    const minute = (n: number) => Date.UTC(2020, 0, 1) + n * 60_000 + Math.floor(n / 350) * 3_600_000;
    const times = Array.from({ length: 700 }, (_, n) => new Date(minute(n)).toISOString());
    const { sizes } = await read(listOf(...times));
    expect(sizes).toEqual([350, 350]);
  });

  it('that no play can have are counted, and named with their places', async () => {
    const { staged, rows, refused, errors } = await read(
      listOf('2020-01-01T00:00:00Z', '9999-12-31T23:59:59Z', 'yesterday'),
      'history.json',
    );
    expect([staged.length, rows, refused]).toEqual([1, 3, { outOfBounds: 1, unreadable: 1 }]);
    expect(errors).toEqual([
      'Row 2 of history.json has a time, length or name that no play has.',
      'Row 3 of history.json could not be read.',
    ]);
  });

  it('are all named where a file is damaged in many places', async () => {
    const good = '2020-01-01T00:00:00Z';
    const list = listOf('x', 'y', good, 'z', ...Array<string>(100).fill(good), 'x', 'y', 'z');
    expect((await read(list, 'history.json')).errors).toEqual([
      'Rows 1–2, 4, and 105–107 of history.json could not be read.',
    ]);
  });

  it('beyond a thousand places are counted', async () => {
    const list = listOf(...Array.from({ length: 2_100 }, (_, n) => (n % 2 ? '2020-01-01T00:00:00Z' : 'x')));
    expect((await read(list, 'history.json')).errors).toEqual([
      expect.stringMatching(/^Rows 1, 3, .*, and 1999 of history\.json could not be read\.$/),
      'Odd rows beyond these: 50.',
    ]);
  });

  it('beyond a hundred files are counted', async () => {
    const names = Array.from({ length: 107 }, (_, n) => `${n}.json`);
    const zip = await zipOf(
      Object.fromEntries(names.map((name) => [name, listOf('2020-01-01T00:00:00Z', 'x', 'x')])),
    );
    const { errors } = await read(zip);
    expect(errors).toHaveLength(101);
    expect(errors.at(-1)).toBe('Odd rows beyond these: 14.');
  });
});
