import { describe, expect, it } from 'vitest';
import { createLogger } from '@/lib/logger';
import { readableLine } from '@/lib/readable-log';
import { forRequest } from '@/lib/request-context';

function recorded(level = 'info') {
  const lines: string[] = [];
  return { lines, logger: createLogger(level, { write: (line) => lines.push(line) }) };
}

describe('the log', () => {
  it('is one JSON object a line, with the time in ISO 8601 and what a child was given', () => {
    const { lines, logger } = recorded();
    logger.child({ requestId: 'r-1' }).info({ plays: 3 }, 'Archived');
    expect(lines).toHaveLength(1);
    const line: unknown = JSON.parse(lines[0] ?? '');
    expect(line).toMatchObject({ requestId: 'r-1', plays: 3, msg: 'Archived' });
    expect(line).toHaveProperty('time', expect.stringMatching(/^\d{4}-\d\d-\d\dT.*Z$/));
  });

  it('names the request in every line of its work, however deep, and in no other', async () => {
    const { lines, logger } = recorded();
    const work = async (name: string) => {
      await Promise.resolve();
      logger.info(name);
    };
    await Promise.all([forRequest('r-1', () => work('a')), forRequest('r-2', () => work('b')), work('c')]);
    const said = lines.map((line) => JSON.parse(line));
    expect(said.map(({ msg, requestId }) => [msg, requestId]).sort()).toEqual([
      ['a', 'r-1'],
      ['b', 'r-2'],
      ['c', undefined],
    ]);
  });

  it('is text for people in development, with the stack of an error', () => {
    const { lines, logger } = recorded();
    logger.warn({ route: '/api/stats', status: 503, err: new Error('no disk') }, 'request');
    const [first, second] = readableLine(lines[0] ?? '').split('\n');
    expect(first).toMatch(/^\d\d:\d\d:\d\d WARN request route=\/api\/stats status=503$/);
    expect(second).toContain('no disk');
  });

  it('holds no token, cookie or address, wherever they stand', () => {
    const { lines, logger } = recorded();
    const secrets = {
      access_token: 'hush',
      refreshToken: 'hush',
      email: 'hush',
      authorization: 'hush',
      cookie: 'hush',
      token: 'hush',
    };
    logger.info(secrets, 'top');
    logger.info({ user: secrets }, 'one down');
    logger.info({ request: { headers: secrets } }, 'two down');
    logger.child(secrets).info('in a child');
    expect(lines.join('')).not.toContain('hush');
    expect(lines.join('')).toContain('[redacted]');
  });

  it('writes what went wrong of an error', () => {
    const { lines, logger } = recorded();
    logger.error({ err: new Error('the disk is full') }, 'Not stored');
    expect(JSON.parse(lines[0] ?? '')).toMatchObject({ err: { type: 'Error', message: 'the disk is full' } });
    // As the build leaves our own classes.
    const Nameless = class extends Error {
      override name = 'QueueUnavailable';
    };
    Object.defineProperty(Nameless, 'name', { value: '' });
    logger.error({ err: new Nameless('away') }, 'Not stored');
    expect(JSON.parse(lines[1] ?? '')).toMatchObject({ err: { type: 'QueueUnavailable', message: 'away' } });
  });

  it('keeps quiet below its level', () => {
    const { lines, logger } = recorded('warn');
    logger.info('not now');
    logger.debug('nor this');
    expect(lines).toEqual([]);
  });
});
