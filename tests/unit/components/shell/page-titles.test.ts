import { describe, expect, it } from 'vitest';
import { shareTitle } from '@/components/share/share-title';
import { historyTitle, searchTitle, topTitle } from '@/components/shell/page-titles';
import type { Range } from '@/lib/shared/analytics/range';
import { ALL_TIME } from '@/lib/shared/analytics/range-presets';
import { EVERY_PLAY } from '@/lib/shared/history/plays-filter';

const MARCH: Range = { preset: null, from: '2026-03-01', to: '2026-03-31' };
const NO_FILTER = { q: '', before: null, filter: EVERY_PLAY };

describe('the title of a tab', () => {
  it('says what is ranked, in which days', () => {
    expect(topTitle('album', ALL_TIME, false, 'en-GB')).toBe('Top albums, all time');
    expect(topTitle('release', MARCH, false, 'en-GB')).toBe('Top tracks, March 2026');
    expect(topTitle('track', { ...ALL_TIME, preset: '7d' }, true, 'en-GB')).toBe(
      'Top new tracks, last 7 days',
    );
  });

  it('says what was searched for', () => {
    expect([searchTitle('ibanez'), searchTitle('')]).toEqual(['“ibanez” – Search', 'Search']);
  });

  it('says where in the history it is', () => {
    expect(historyTitle(NO_FILTER, null, 'en-GB')).toBe('History');
    expect(historyTitle({ ...NO_FILTER, before: '2021-05-02' }, null, 'en-GB')).toBe('History, 2 May 2021');
    const day = { ...EVERY_PLAY, from: '2021-05-02', to: '2021-05-02' };
    expect(historyTitle({ ...NO_FILTER, filter: day }, null, 'en-US')).toBe('History, May 2, 2021');
    expect(historyTitle({ ...NO_FILTER, q: 'ibanez' }, null, 'en-GB')).toBe('“ibanez” – History');
    const ofBlink = { ...EVERY_PLAY, entity: { kind: 'track', id: 1 } as const };
    expect(historyTitle({ ...NO_FILTER, filter: ofBlink }, { name: 'Blink', albumName: null }, 'en-GB')).toBe(
      'Plays of Blink – History',
    );
    const sundays = { ...EVERY_PLAY, weekday: 6, hour: 21 };
    expect(historyTitle({ ...NO_FILTER, filter: sundays }, null, 'en-GB')).toBe(
      'Plays, Sundays at 21:00 – History',
    );
  });

  it('says what will be shared', () => {
    expect(shareTitle({ about: 'listening' }, null)).toBe('Share');
    expect(shareTitle({ about: 'entity', kind: 'artist', id: 1 }, 'Ada')).toBe('Share Ada');
    expect(shareTitle({ about: 'top', kind: 'album', by: 'plays' }, null)).toBe('Share top albums');
    expect(shareTitle({ about: 'year', year: 2026, month: null }, null)).toBe('Share 2026 in review');
  });
});
