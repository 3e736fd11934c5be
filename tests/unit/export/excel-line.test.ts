import { describe, expect, it } from 'vitest';
import type { ExportedPlay } from '@/repositories/export/exported-plays';
import { createExcelLine } from '@/services/export/excel-line';

const play = (over: Partial<ExportedPlay> = {}): ExportedPlay => ({
  playedAt: new Date('2026-03-02T23:30:05.250Z'),
  key: 1,
  listenedMs: 213_400,
  msPlayed: 213_400,
  skipped: null,
  reasonStart: null,
  reasonEnd: null,
  sources: ['poll'],
  reports: [],
  counted: true,
  contextType: null,
  contextUri: null,
  archivedAt: new Date(0),
  trackId: 'blink',
  trackKey: null,
  track: 'Blink',
  durationMs: null,
  explicit: false,
  isrc: null,
  album: 'Nine; Postcards',
  albumId: null,
  artists: ['Ada', 'Bob'],
  artistIds: [null, null],
  ...over,
});

describe('a line for Excel', () => {
  it.each([
    ['en-GB', ',', '3.56'],
    ['de-DE', ';', '3,56'],
    ['fr-FR', ';', '3,56'],
    ['de-CH', ';', '3.56'],
    ['en-US', ',', '3.56'],
  ])('of %s separates with %s and writes %s minutes', (locale, separator, minutes) => {
    const { names, line } = createExcelLine('Europe/Berlin', locale);
    expect(names.split(separator)).toHaveLength(9);
    const link = '"https://open.spotify.com/track/blink"';
    const texts = ['"Blink"', '"Ada, Bob"', '"Nine; Postcards"'];
    expect(line(play())).toBe(
      ['2026-03-03', '00:30:05', ...texts, minutes, 'no', 'yes', link].join(separator),
    );
  });

  it('runs no formula, and says what is an estimate or does not count', () => {
    const { line } = createExcelLine('UTC', 'en-GB');
    const odd = line(play({ track: '=1+1', msPlayed: null, counted: false, trackId: null, album: null }));
    expect(odd).toBe('2026-03-02,23:30:05,"\'=1+1","Ada, Bob","",3.56,yes,no,""');
  });
});
