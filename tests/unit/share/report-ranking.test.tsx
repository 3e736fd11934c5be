import { cleanup, render, screen } from '@testing-library/react';
import { afterEach, expect, it } from 'vitest';
import { ReportRanking } from '@/components/share/report-ranking';
import { createReaderFormat } from '@/lib/shared/format';
import type { ShareList } from '@/lib/shared/share/share-report';

afterEach(cleanup);

const format = createReaderFormat({ locale: 'en-GB', timeZone: 'UTC' });
const track = (name: string, artists: string[]) => ({
  spotifyId: null,
  name,
  artists,
  imageUrl: null,
  plays: 3,
  listenedMs: 3_600_000,
});
const list: ShareList = {
  kind: 'track',
  by: 'plays',
  isOfRange: true,
  entries: [track('Alone', ['Ada']), track('Together', ['Ada', 'Bo'])],
};
const rows = (known?: string[]) => {
  render(<ReportRanking list={list} {...(known && { known })} format={format} />);
  const texts = screen.getAllByRole('listitem').map((row) => row.textContent?.replaceAll('\u00a0', ' '));
  return texts;
};

it('names under each track who made it', () => {
  expect(rows()).toEqual([expect.stringContaining('AloneAda'), expect.stringContaining('TogetherAda, Bo')]);
});

it('names only the others, in a report about one of them', () => {
  expect(rows(['Ada'])).toEqual([
    expect.stringContaining('Alone1 h'),
    expect.stringContaining('TogetherBo · 1 h'),
  ]);
});
