import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { nextPollAt } from '@/lib/shared/archival/archive-schedule';
import { connectionAt, connectionEndsAt } from '@/lib/shared/archival/connection';
import { DAY, HOUR, MINUTE } from '@/lib/shared/time';

const authorizedAt = new Date('2026-03-10T09:30:00Z');
const endsAt = new Date('2026-09-10T09:30:00Z');
const shortlyBefore = (ms: number) =>
  connectionAt(new Date(endsAt.getTime() - ms), { authorizedAt, isActive: true, lastFailedAt: null });

describe('a connection to Spotify', () => {
  it('ends six calendar months after the listener agreed', () => {
    expect(connectionEndsAt(authorizedAt)).toEqual(endsAt);
  });

  it('ends on the last day of a month that lacks the day', () => {
    expect(connectionEndsAt(new Date('2026-08-31T12:00:00Z'))).toEqual(new Date('2027-02-28T12:00:00Z'));
    expect(connectionEndsAt(new Date('2027-08-31T12:00:00Z'))).toEqual(new Date('2028-02-29T12:00:00Z'));
  });

  it.each([
    [30 * DAY + 1, 'connected', 31],
    [30 * DAY, 'expiring', 30],
    [7 * DAY, 'expiring', 7],
    [1, 'expiring', 1],
  ])('%d ms before its end is %s with %d days left', (ms, state, daysLeft) => {
    expect(shortlyBefore(ms)).toEqual({ state, expiresAt: endsAt.toISOString(), daysLeft });
  });

  it('needs a reconnect from the moment of its end, dated by it', () => {
    expect(shortlyBefore(0)).toEqual({ state: 'needs_reconnect', since: endsAt.toISOString() });
  });

  it('needs a reconnect when Spotify refused, however long it had to live', () => {
    const lastFailedAt = new Date('2026-04-01T00:00:00Z');
    expect(connectionAt(lastFailedAt, { authorizedAt, isActive: false, lastFailedAt })).toEqual({
      state: 'needs_reconnect',
      since: lastFailedAt.toISOString(),
    });
  });

  it('needs a first authorisation where there never was one', () => {
    expect(connectionAt(endsAt, { authorizedAt: null, isActive: true, lastFailedAt: null })).toEqual({
      state: 'needs_reconnect',
      since: null,
    });
  });
});

describe('the next poll', () => {
  it('is at the next full hour, and an hour later for one that starts right now', () => {
    expect(nextPollAt(new Date('2026-11-22T13:20:00Z'), 60)).toEqual(new Date('2026-11-22T14:00:00Z'));
    expect(nextPollAt(new Date('2026-11-22T14:00:00Z'), 60)).toEqual(new Date('2026-11-22T15:00:00Z'));
  });

  it('always lies ahead, at most one interval away, on a multiple that every hour contains', () => {
    const interval = fc.constantFrom(1, 2, 3, 4, 5, 6, 10, 12, 15, 20, 30, 60);
    const moment = fc.date({ min: new Date('2020-01-01'), max: new Date('2060-01-01'), noInvalidDate: true });
    fc.assert(
      fc.property(moment, interval, (now, minutes) => {
        const distance = nextPollAt(now, minutes).getTime() - now.getTime();
        expect(distance).toBeGreaterThan(0);
        expect(distance).toBeLessThanOrEqual(minutes * MINUTE);
        expect((nextPollAt(now, minutes).getTime() % HOUR) % (minutes * MINUTE)).toBe(0);
      }),
    );
  });
});
