import { describe, expect, it } from 'vitest';
import { useHistoryFiles } from '../../support/import/history-files';
import { ownExport } from '../../support/import/history-shapes';

const { read } = useHistoryFiles();
const own = ownExport();
const [track] = own.tracks;
const [gap] = own.gaps;
const NO_NUMBERS = [null, '1', true, [], {}];
const readWith = (over: object) => read(JSON.stringify({ ...own, ...over }));

describe('a number of our own export', () => {
  it('that no track can have as its length is unknown: the track and its plays are read', async () => {
    const lengthOf = async (durationMs: unknown) => {
      const { music, staged } = await readWith({ tracks: [{ ...track, durationMs }] });
      expect(staged).toHaveLength(own.plays.length);
      return music.tracks[0]?.durationMs;
    };
    for (const odd of [-1, 0, 1.5, 86_400_001, 2 ** 31, 2 ** 53, 1e308, ...NO_NUMBERS])
      expect([odd, await lengthOf(odd)]).toEqual([odd, null]);
    for (const length of [1, 86_400_000]) expect(await lengthOf(length)).toBe(length);
  });

  it('that no gap can have of missing plays costs the gap, and is counted', async () => {
    const read = (missedAtMost: unknown) => readWith({ gaps: [{ ...gap, missedAtMost }] });
    for (const odd of [-1, 1.5, 2 ** 31, 2 ** 53, 1e308, ...NO_NUMBERS]) {
      const { gaps, errors, staged } = await read(odd);
      expect([odd, gaps, errors[0], staged.length]).toEqual([
        odd,
        [],
        expect.stringMatching(/^1 entries/),
        own.plays.length,
      ]);
    }
    for (const most of [0, 2 ** 31 - 1])
      expect((await read(most)).gaps).toMatchObject([{ missedAtMost: most }]);
  });

  it('that is no version 1 refuses the file', async () => {
    for (const version of [-1, 0, 0.9, 2, 2 ** 53, 1e308, ...NO_NUMBERS])
      await expect(readWith({ version }), String(version)).rejects.toThrow(/^This export has version /);
    for (const version of [1, 1.9])
      expect((await readWith({ version })).staged).toHaveLength(own.plays.length);
  });
});
