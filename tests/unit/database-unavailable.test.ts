import { describe, expect, it } from 'vitest';
import { isDatabaseUnavailable } from '@/lib/db/database-unavailable';

const error = (fields: object) => Object.assign(new Error('something'), fields);

describe('an error of the database', () => {
  it.each([
    ['a refused connection', error({ code: 'ECONNREFUSED' })],
    ['a server that shuts down', error({ code: '57P01' })],
    ['a deadlock', error({ code: '40P01' })],
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
});
