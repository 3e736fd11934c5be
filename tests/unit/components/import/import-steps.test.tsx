import { cleanup, render, screen } from '@testing-library/react';
import { afterEach, describe, expect, it } from 'vitest';
import { ImportSteps } from '@/components/import/import-steps';
import { createReaderFormat } from '@/lib/shared/format';

afterEach(cleanup);

const format = createReaderFormat({ locale: 'en-GB', timeZone: 'UTC' });

describe('the way to the listening history', () => {
  it('names the box to tick, and reminds in a week of where to go on', () => {
    render(
      <ImportSteps appUrl="https://archive.example" now={new Date('2026-12-28T23:30:00Z')} format={format} />,
    );
    expect(screen.getByText('Extended streaming history').tagName).toBe('B');
    const reminder = screen.getByRole('link', { name: 'Remind me in a week (calendar)' });
    const entry = decodeURIComponent(reminder.getAttribute('href')?.split(',')[1] ?? '').split('\r\n');
    expect(entry).toEqual(expect.arrayContaining(['BEGIN:VCALENDAR', 'DTSTART;VALUE=DATE:20270104']));
    expect(entry).toContain('URL:https://archive.example/import');
    expect(entry.every((line) => line.length <= 75)).toBe(true);
  });
});
