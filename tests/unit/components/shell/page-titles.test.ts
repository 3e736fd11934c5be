import { describe, expect, it } from 'vitest';
import { historyTitle, searchTitle, topTitle } from '@/components/shell/page-titles';
import type { Range } from '@/lib/shared/analytics/range';
import { ALL_TIME } from '@/lib/shared/analytics/range-presets';

const MARCH: Range = { preset: null, from: '2026-03-01', to: '2026-03-31' };
const NO_FILTER = { q: '', before: null, filter: { from: null, to: null } };

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
    expect(historyTitle(NO_FILTER, 'en-GB')).toBe('History');
    expect(historyTitle({ ...NO_FILTER, before: '2021-05-02' }, 'en-GB')).toBe('History, 2 May 2021');
    expect(historyTitle({ ...NO_FILTER, filter: { from: '2021-05-02', to: '2021-05-02' } }, 'en-US')).toBe(
      'History, May 2, 2021',
    );
    expect(historyTitle({ ...NO_FILTER, q: 'ibanez' }, 'en-GB')).toBe('“ibanez” – History');
  });
});
