import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { connectDatabase } from '@/lib/db/client';
import { isDatabaseUnavailable } from '@/lib/db/database-unavailable';
import { query, queryOnly } from '@/lib/db/query';
import { BUSY_DIGEST } from '@/lib/shared/busy';

const error = (fields: object) => Object.assign(new Error('something'), fields);

describe('an error of the database', () => {
  it.each([
    ['a refused connection', error({ code: 'ECONNREFUSED' })],
    ['a server that shuts down', error({ code: '57P01' })],
    ['a deadlock', error({ code: '40P01' })],
    ['a server that became a replica', error({ code: '25006' })],
    ['a disk that fails', error({ code: '58030' })],
    ['an unreachable server, as the client tells it', error({ code: 'P1001' })],
    [
      'an unreachable server, as a raw statement tells it',
      error({ code: 'P2010', meta: { driverAdapterError: { cause: { kind: 'DatabaseNotReachable' } } } }),
    ],
    ['a fault deep inside', error({ cause: error({ cause: error({ code: 'ECONNRESET' }) }) })],
    ['one of several attempts', error({ errors: [error({ code: 'ECONNREFUSED' })] })],
    ['a connection that ended', new Error('Connection terminated unexpectedly')],
  ])('makes sense to try again: %s', (_what, fault) => {
    expect(isDatabaseUnavailable(fault)).toBe(true);
  });

  it.each([
    ['a statement that is wrong', error({ code: '42601' })],
    [
      'data that does not fit',
      error({ code: 'P2010', meta: { driverAdapterError: { cause: { originalCode: '22008' } } } }),
    ],
    ['a key that is taken', error({ code: 'P2002' })],
    ['a bug', new TypeError('x is not a function')],
    ['no error at all', null],
    ['a text', 'ECONNREFUSED'],
  ])('is final: %s', (_what, fault) => {
    expect(isDatabaseUnavailable(fault)).toBe(false);
  });

  it('is judged in time although it is its own cause', () => {
    const circular = error({});
    expect(isDatabaseUnavailable(Object.assign(circular, { cause: circular }))).toBe(false);
  });

  it('has the digest by which a page knows that it passes, whatever was asked', async () => {
    const away = connectDatabase('postgresql://postgres@127.0.0.1:1/postgres');
    for (const ask of [query, queryOnly])
      await expect(ask(away, z.unknown())`SELECT 1`).rejects.toMatchObject({ digest: BUSY_DIGEST });
    await away.$disconnect();
  });
});
