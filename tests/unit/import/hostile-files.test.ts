import { describe, expect, it } from 'vitest';
import type { ReadLimits } from '@/lib/import/read-limits';
import { useHistoryFiles, zipOf } from '../../support/import/history-files';
import { accountRow, extendedRow, ownExport } from '../../support/import/history-shapes';
import { encrypted, renamed, withMethod, withoutItsSum, withSize } from '../../support/import/hostile-zips';

const { read } = useHistoryFiles();

const history = JSON.stringify([extendedRow('2020-02-01T00:00:00Z'), extendedRow('2020-02-02T00:00:00Z')]);
const times = (count: number) =>
  Array.from({ length: count }, (_, n) => new Date(Date.UTC(2020, 0, 1, n)).toISOString());

/** The document of every format, each long enough to be cut many times. */
const shapes: Record<string, string> = {
  'extended history': JSON.stringify(times(20).map((ts) => extendedRow(ts))),
  'account data': JSON.stringify(times(60).map((ts) => accountRow(ts.slice(0, 16).replace('T', ' ')))),
  'our own export': JSON.stringify({
    ...ownExport(),
    plays: times(30).map((playedAt) => ({ ...ownExport().plays[0], playedAt })),
  }),
};

describe.each(Object.entries(shapes))('%s', (_, text) => {
  it('is read whole, and refused cut at any thousandth byte or in its last ten', async () => {
    expect((await read(text)).rows).toBeGreaterThan(10);
    const cuts = Array.from({ length: Math.floor(text.length / 1_000) }, (_, n) => (n + 1) * 1_000);
    for (let last = 1; last <= 10; last += 1) cuts.push(text.length - last);
    expect(cuts.length).toBeGreaterThan(12);
    for (const at of cuts) {
      await expect(read(text.slice(0, at)), `cut at ${at} of ${text.length}`).rejects.toThrow(
        /not a complete JSON file. Download it again/,
      );
    }
  });

  it('is refused with something behind its end', async () => {
    for (const more of ['[]', 'x', '}', ','])
      await expect(read(text + more), more).rejects.toThrow(/not a complete/);
  });
});

describe('our own export, cut between two lists', () => {
  it('is refused', async () => {
    const text = JSON.stringify(ownExport());
    const between = [...text.matchAll(/\],"/g)].map(({ index }) => index + 1);
    expect(between.length).toBeGreaterThan(3);
    for (const at of between)
      await expect(read(text.slice(0, at)), text.slice(0, at)).rejects.toThrow(/not a complete/);
  });
});

describe('a text of ten million characters', () => {
  const long = 'x'.repeat(10_000_000);
  const account = (more: object = {}) => ({ ...accountRow('2020-02-01 00:00'), ...more });
  const extendedKeys = Object.keys(extendedRow('2020-02-01T00:00:00Z'));

  /** A file of two rows, of which one has the text: the other alone is read, and the text is not stored. */
  async function expectOneRow(text: string): Promise<void> {
    const found = await read(text);
    const { row = 0, ...others } = { row: found.staged.length, ...found.refused };
    expect(row).toBe(1);
    expect(Object.values(others)).toEqual([1]);
    expect(JSON.stringify(found.staged).length).toBeLessThan(2_000);
  }

  it.each(extendedKeys)('as %s of the extended history costs its row only', (key) =>
    expectOneRow(
      JSON.stringify([
        extendedRow('2020-02-01T00:00:00Z', { [key]: long }),
        extendedRow('2020-02-02T00:00:00Z'),
      ]),
    ),
  );

  it.each(Object.keys(account()))('as %s of the account data costs its row only', (key) =>
    expectOneRow(JSON.stringify([account({ [key]: long }), account({ endTime: '2020-02-02 00:00' })])),
  );

  it.each(Object.keys(ownExport().plays[0] ?? {}))(
    'as %s of a play of our own export costs its row only',
    (key) => {
      const { plays, ...rest } = ownExport();
      const bad = { ...plays[0], playedAt: '2020-02-01T00:00:00.000Z', [key]: long };
      return expectOneRow(JSON.stringify({ ...rest, plays: [plays[0], bad] }));
    },
  );

  it.each(['tracks', 'albums', 'artists'] as const)(
    'as a name in the %s of our own export costs its entry, and the plays of such a track',
    async (list) => {
      const own = ownExport();
      const [entry] = own[list];
      const found = await read(JSON.stringify({ ...own, [list]: [{ ...entry, name: long }] }));
      expect(found.errors[0]).toMatch(/^1 entries of the file.s lists of music/);
      const all = own.plays.length;
      const plays =
        list === 'tracks' ? { staged: 0, unreadable: all } : { staged: all, unreadable: undefined };
      expect({ staged: found.staged.length, unreadable: found.refused.unreadable }).toEqual(plays);
    },
  );

  const ownEntries = (['tracks', 'albums', 'artists'] as const).flatMap((list) =>
    Object.keys(ownExport()[list][0] ?? {}).map((key) => ({ list, key })),
  );

  it.each(ownEntries)(
    'as $key of an entry of $list of our own export is not stored',
    async ({ list, key }) => {
      const own = ownExport();
      const [entry] = own[list];
      for (const value of [long, [long], { uri: long }]) {
        const found = await read(JSON.stringify({ ...own, [list]: [{ ...entry, [key]: value }] }));
        expect(found.staged.length + (found.refused.unreadable ?? 0)).toBe(own.plays.length);
        expect(JSON.stringify(found).length).toBeLessThan(4_000);
      }
    },
  );

  it.each(Object.keys(ownExport()))('as %s of the document of our own export is not stored', async (key) => {
    const found = await read(JSON.stringify({ ...ownExport(), [key]: long })).catch(String);
    expect(JSON.stringify(found).length).toBeLessThan(4_000);
  });

  it('as a fraction of a second in our own export is cut off its gaps and its archived time, and a year 0 costs its gap', async () => {
    const own = ownExport();
    const [gap] = own.gaps;
    const from = `2020-02-01T01:00:00.${'0'.repeat(50_000)}Z`;
    const ancient = { ...gap, openedAt: '0000-01-01T00:00:00Z' };
    const lists = { gaps: [{ ...gap, from, openedAt: from }, ancient], archived: [{ from, to: gap?.to }] };
    const found = await read(JSON.stringify({ ...own, ...lists }));
    const short = '2020-02-01T01:00:00.000Z';
    expect(found.archived).toEqual([{ from: short, to: gap?.to }]);
    expect(found.gaps).toEqual([{ ...gap, from: short, openedAt: short }]);
  });
});

it('more gaps than any archive has are left unread, and counted', async () => {
  const own = ownExport();
  const found = await read(
    JSON.stringify({
      ...own,
      gaps: times(5_007).map((from) => ({ ...own.gaps[0], from, to: from.replace(':00:00', ':30:00') })),
    }),
  );
  expect(found.gaps).toHaveLength(5_000);
  expect(found.errors[0]).toMatch(/^7 entries/);
});

describe('a limit', () => {
  const refusals: [what: string, content: string, limits: Partial<ReadLimits>, says: RegExp][] = [
    ['depth', `${'['.repeat(1_000)}${']'.repeat(1_000)}`, {}, /lists inside lists without end/],
    [
      'the characters of a row',
      `[{"ts":"${'x'.repeat(200_000)}"}]`,
      { rowCharacters: 100_000 },
      /far longer than any play/,
    ],
    [
      'space between rows',
      `[${' '.repeat(200_000)}]`,
      { rowCharacters: 100_000 },
      /far longer than any play/,
    ],
    ['the values of a row', `[{"a":[${'0,'.repeat(20_000)}0]}]`, {}, /more values than any play has/],
    ['rows', history, { rows: 1 }, /more than .* million rows/],
    [
      'music',
      JSON.stringify(ownExport()),
      { catalogueBytes: 100 },
      /lists more music.*Export it again in several parts/,
    ],
    [
      'small entries of music',
      JSON.stringify({ ...ownExport(), artists: times(60).map((id) => ({ id, name: 'x', imageUrl: null })) }),
      { catalogueBytes: 12_000 },
      /lists more music/,
    ],
    [
      'the artists of tracks',
      JSON.stringify({
        ...ownExport(),
        tracks: times(3).map((id) => ({ ...ownExport().tracks[0], id, artists: Array(100).fill('a') })),
      }),
      { catalogueBytes: 12_000 },
      /lists more music/,
    ],
  ];

  it.each(refusals)('on %s refuses the file with what to do', async (_, content, limits, says) => {
    await expect(read(content, 'x.json', limits)).rejects.toThrow(says);
    await expect(read(content, 'x.json', limits)).rejects.toThrow(/[Cc]hoose|Export/);
  });
});

describe('a zip', () => {
  const good = { 'endsong_0.json': history };

  it('is refused with what to do when it is cut, empty, or its sums are wrong', async () => {
    const zip = await zipOf(good);
    for (const at of [4, 30, zip.length - 30, zip.length - 1]) {
      await expect(read(zip.subarray(0, at)), `cut at ${at}`).rejects.toThrow(
        /damaged.*Download it from Spotify again/,
      );
    }
    await expect(read(await zipOf({}))).rejects.toThrow(/No listening history was found/);
    await expect(read(withoutItsSum(zip))).rejects.toThrow(
      /endsong_0.json cannot be unpacked.*Download it again/,
    );
    await expect(read(withSize(zip, 10))).rejects.toThrow(/cannot be unpacked|damaged/);
    await expect(read(withSize(zip, 100_000))).rejects.toThrow(/cannot be unpacked|damaged/);
  });

  it('may have paths of any kind in it: nothing is written under them', async () => {
    for (const path of [
      '../../etc/x.json',
      '/etc/passwd.json',
      '..\\..\\x.json.json',
      'C:\\endsong_.json',
      'a/\0/b.json/x.',
    ]) {
      const zip = renamed(await zipOf({ ['n'.repeat(path.length)]: history }), path);
      expect((await read(zip)).rows, path).toBe(2);
    }
  });

  it('names encrypted entries and unknown compression, and reads the rest', async () => {
    const zip = await zipOf({ 'locked.json': history, ...good });
    expect(await read(encrypted(zip, 'locked.json'))).toMatchObject({
      rows: 2,
      skippedFiles: [{ name: 'locked.json', reason: 'encrypted' }],
    });
    expect(await read(withMethod(zip, 'locked.json', 9))).toMatchObject({
      rows: 2,
      skippedFiles: [{ name: 'locked.json', reason: 'unknownCompression' }],
    });
    await expect(read(encrypted(await zipOf(good), 'endsong_0.json'))).rejects.toThrow(
      /locked with a password/,
    );
  });

  it('has folders, which are nothing by themselves', async () => {
    const zip = renamed(await zipOf({ ...good, 'folder-': '' }), 'folder/', 'folder-');
    expect(await read(zip)).toMatchObject({ rows: 2, skippedFiles: [] });
  });

  it('is refused when it unpacks to far more than a history', async () => {
    const empty = `[${'{},'.repeat(8_000_000)}{}]`;
    await expect(read(await zipOf({ 'x.json': empty }))).rejects.toThrow(/unpacks to far more/);
    const zip = await zipOf({ 'a.json': history, 'b.json': history });
    await expect(read(zip, 'x.zip', { totalBytes: history.length * 1.5 })).rejects.toThrow(
      /unpacks to far more/,
    );
    await expect(read(zip, 'x.zip', { entryBytes: 100 })).rejects.toThrow(/unpacks to far more/);
    await expect(read(zip, 'x.zip', { entries: 1 })).rejects.toThrow(/far more files/);
  });

  it('that is damaged in any single byte is read whole, or refused', async () => {
    const zip = await zipOf(good);
    for (let at = 0; at < zip.length; at += 1) {
      const broken = Buffer.from(zip);
      broken.writeUInt8((broken.readUInt8(at) + 128) % 256, at);
      const outcome = await read(broken).then(
        ({ rows, staged }) => ({ rows, staged: staged.length }),
        (error: Error) => error.name,
      );
      if (outcome !== 'UnreadableFile') expect(outcome, `byte ${at}`).toEqual({ rows: 2, staged: 2 });
    }
  });
});
