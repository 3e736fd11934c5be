import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { AppError, HTTP_STATUS } from '@/lib/app-error';
import { handleError, invalidInput, isUnavailable } from '@/lib/error-handler';
import { KeyValueUnavailable } from '@/lib/kv/key-value';

describe('an error that the product knows', () => {
  it('is answered with its own message, code and status', () => {
    const { problem, expected } = handleError(new AppError('NOT_FOUND', 'There is no such report.'), 'r-1');
    expect(problem).toEqual({
      type: 'about:blank',
      title: 'Not found',
      status: 404,
      detail: 'There is no such report.',
      code: 'NOT_FOUND',
      requestId: 'r-1',
    });
    expect(expected).toBe(true);
  });

  it('says when to retry, if that is known', () => {
    const error = new AppError('RATE_LIMITED', 'Slower, please.', { retryAfterSeconds: 7 });
    expect(handleError(error, 'r-1')).toMatchObject({ retryAfterSeconds: 7, problem: { status: 429 } });
  });

  it('belongs in the log as an error only when it is our fault', () => {
    const codes = Object.keys(HTTP_STATUS) as (keyof typeof HTTP_STATUS)[];
    const ours = codes.filter((code) => !handleError(new AppError(code, ''), 'r-1').expected);
    expect(ours.sort()).toEqual(['INTERNAL_ERROR', 'UNAVAILABLE']);
  });
});

describe('an unexpected error', () => {
  it.each([new Error('SELECT secret FROM users'), 'a string', null, undefined, { status: 200 }])(
    'is a 500 that tells nothing of it (%s)',
    (error) => {
      const { problem, expected } = handleError(error, 'r-1');
      expect(problem).toMatchObject({ status: 500, code: 'INTERNAL_ERROR', requestId: 'r-1' });
      expect(JSON.stringify(problem)).not.toMatch(/secret|a string|at .*:\d+/);
      expect(expected).toBe(false);
    },
  );
});

describe('a database that is away', () => {
  const driverError = (kind: string) => ({ name: 'DriverAdapterError', cause: { kind } });
  // As Prisma 7 with the pg adapter threw them when the server was stopped.
  const away: [string, unknown][] = [
    ['a query', Object.assign(new Error('x'), { code: 'P1001' })],
    ['a pool without a free connection', Object.assign(new Error('x'), { code: 'P2024' })],
    [
      'a raw query',
      Object.assign(new Error('x'), {
        code: 'P2010',
        meta: { driverAdapterError: driverError('DatabaseNotReachable') },
      }),
    ],
    ['a socket', Object.assign(new Error('connect'), { code: 'ECONNREFUSED' })],
    ['a fetch', new TypeError('fetch failed', { cause: Object.assign(new Error(), { code: 'ECONNRESET' }) })],
    ['both addresses', new AggregateError([Object.assign(new Error(), { code: 'ECONNREFUSED' })])],
    ['a server that shuts down', Object.assign(new Error('terminating'), { code: '57P01' })],
    ['too many connections', Object.assign(new Error('sorry'), { code: '53300' })],
    ['the pool', new Error('timeout exceeded when trying to connect')],
    ['the key-value store', new KeyValueUnavailable(new Error('down'))],
  ];

  it.each(away)('is a 503 with a time to come back, so that the queue tries again: %s', (_, error) => {
    expect(isUnavailable(error)).toBe(true);
    const { problem, retryAfterSeconds } = handleError(error, 'r-1');
    expect(problem).toMatchObject({ status: 503, code: 'UNAVAILABLE' });
    expect(retryAfterSeconds).toBeGreaterThan(0);
  });

  it('is not seen in what the data is to blame for', () => {
    expect(isUnavailable(Object.assign(new Error('unique'), { code: 'P2002' }))).toBe(false);
    expect(isUnavailable(Object.assign(new Error('syntax'), { code: '42601' }))).toBe(false);
    const circular: { cause?: unknown } = {};
    circular.cause = circular;
    expect(isUnavailable(circular)).toBe(false);
  });
});

describe('an input that is wrong', () => {
  const refusal = (schema: z.ZodType, value: unknown, place: 'query' | 'body' | 'path') => {
    const parsed = schema.safeParse(value);
    if (parsed.success) throw new Error('The example is not wrong');
    return handleError(invalidInput(parsed.error, place), 'r-1').problem;
  };

  it('is a 400 that names the field', () => {
    const schema = z.object({ limit: z.coerce.number() });
    const problem = refusal(schema, { limit: 'abc' }, 'query');
    expect(problem).toMatchObject({ status: 400, code: 'VALIDATION_ERROR', field: 'limit' });
    expect(problem.detail).toMatch(/^limit: /);
  });

  it('names the place inside a body', () => {
    const schema = z.object({ users: z.array(z.object({ id: z.number() })) });
    expect(refusal(schema, { users: [{ id: 'x' }] }, 'body').field).toBe('body.users.0.id');
    expect(refusal(schema, 'text', 'body').field).toBe('body');
  });
});
