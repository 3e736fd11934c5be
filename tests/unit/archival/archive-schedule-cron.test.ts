import { describe, expect, it } from 'vitest';
import { archiveSchedule } from '@/services/archival/schedule';

describe('the schedule that a server keeps', () => {
  it('ticks at every full hour', () => {
    expect(archiveSchedule(60)).toEqual({ id: 'archive', cron: '0 * * * *', path: '/api/cron/archive' });
  });

  it('ticks more often where the hour is shortened, at minutes that divide it', () => {
    expect(archiveSchedule(5).cron).toBe('*/5 * * * *');
    expect(archiveSchedule(1).cron).toBe('*/1 * * * *');
  });
});
