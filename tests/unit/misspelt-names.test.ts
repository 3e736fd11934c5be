import { expect, it } from 'vitest';
import { misspeltNames } from '@/services/operations/doctor/misspelt-names';

it('names settings that nothing reads, where their names are nearly those of others', () => {
  const given = {
    DATABSE_URL: 'hush',
    SPOTIFY_CLIENTID: 'hush',
    NEXT_AUTH_URL: 'hush',
    SENTRY_ORG: 'x',
    POTR: '1',
  };
  expect(misspeltNames(given).map(({ message }) => message)).toEqual([
    'DATABSE_URL is set, but nothing reads it.',
    'SPOTIFY_CLIENTID is set, but nothing reads it.',
    'NEXT_AUTH_URL is set, but nothing reads it.',
  ]);
  expect(misspeltNames(given)[0]?.remedy).toBe('Did you mean DATABASE_URL?');
});
