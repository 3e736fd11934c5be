import { cleanup, render, screen } from '@testing-library/react';
import { afterEach, expect, it } from 'vitest';
import { TopView } from '@/components/analytics/top-view';
import { createReaderFormat } from '@/lib/shared/format';
import { rankedEntry } from '../../../support/statistics-fixture';

afterEach(cleanup);

const format = createReaderFormat({ locale: 'en-GB', timeZone: 'Europe/Berlin' });

it.each([
  ['1d', '2026-11-22', 0],
  [null, '2026-11-17', 0],
  ['7d', '2026-11-16', 1],
] as const)('a ranking of %s from %s has %i movements against the days before', (preset, from, movements) => {
  const entries = [rankedEntry({ id: 1, rank: 1, previousRank: 3 })];
  render(
    <TopView
      kind="artist"
      by="plays"
      top={{ range: { preset, from, to: '2026-11-22' }, entries, total: 1 }}
      first={entries[0]}
      offset={0}
      isNew={false}
      estimated={1}
      archived={{ days: 7, archivedDays: 7 }}
      now={new Date('2026-11-22T13:20:00Z')}
      picker={null}
      format={format}
    />,
  );
  expect(screen.queryAllByText('▲ 2')).toHaveLength(movements);
  expect(screen.queryAllByText(/places won and lost/)).toHaveLength(movements);
});
