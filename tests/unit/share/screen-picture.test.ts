import { describe, expect, it } from 'vitest';
import { paintScreen, type ScreenTexts } from '@/lib/share/paint';

const screen: ScreenTexts = {
  name: '',
  period: '2025',
  title: 'One surprise',
  figure: '14',
  unit: 'in one day',
  sentence: 'the same track, on Tuesday 13 May.',
  lists: [{ title: 'On repeat', rows: [{ name: 'Space 1', detail: 'Low', figure: '14 plays', art: null }] }],
  bars: [],
};

const named = (name: string, detail = 'Low'): ScreenTexts => ({
  ...screen,
  lists: [{ title: 'On repeat', rows: [{ name, detail, figure: '14 plays', art: null }] }],
});

const size = (png: Buffer) => [png.readUInt32BE(16), png.readUInt32BE(20)];

describe('the picture of a screen', { timeout: 60_000 }, () => {
  it('is upright or square', async () => {
    expect(size(await paintScreen(screen, 'story'))).toEqual([1080, 1920]);
    expect(size(await paintScreen(screen, 'square'))).toEqual([1080, 1080]);
  });

  it('draws no more of a name than it has room for, however long it is', async () => {
    const long = 'Wortungetüm '.repeat(100);
    const png = await paintScreen(named(long, long), 'square');
    const longer = await paintScreen(named(long.repeat(100), long.repeat(100)), 'square');
    expect(longer.equals(png)).toBe(true);
  });

  it('gives a long name that stands alone a second line', async () => {
    const symphony = (end: string) => {
      const { lists } = named(`Symphony No. 31 in D Major, Op. 86: IV. Allegro ${end}`);
      return paintScreen({ ...screen, lists }, 'square');
    };
    expect((await symphony('ma non troppo')).equals(await symphony('con brio'))).toBe(false);
  });

  it('says that there is a name where it cannot draw it, and leaves out of several artists those that it cannot draw', async () => {
    const tamil = await paintScreen(named('இளையராஜா'), 'square');
    expect(tamil.equals(await paintScreen(named('თბილისი'), 'square'))).toBe(true);
    expect(tamil.equals(await paintScreen(named('S'), 'square'))).toBe(false);
    const some = await paintScreen(named('S', 'Low, இளையராஜா, Can'), 'square');
    expect(some.equals(await paintScreen(named('S', 'Low, Can'), 'square'))).toBe(true);
  });

  it('draws names of other scripts', async () => {
    const japanese = await paintScreen(named('椎名林檎'), 'square');
    expect(japanese.equals(await paintScreen(named('ななし'), 'square'))).toBe(false);
    expect(japanese.equals(await paintScreen(named('…'), 'square'))).toBe(false);
  });

  it('hatches what the archive lacks', async () => {
    const bars = (isWhole: boolean) => [
      { label: 'January', figure: '–', value: 0, isWhole, isRunning: false },
      { label: 'February', figure: '3 h', value: 3, isWhole: true, isRunning: false },
    ];
    const hatched = await paintScreen({ ...screen, bars: bars(false) }, 'square');
    expect(hatched.equals(await paintScreen({ ...screen, bars: bars(true) }, 'square'))).toBe(false);
  });
});
