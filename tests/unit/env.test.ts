import { describe, expect, it } from 'vitest';
import { EnvironmentError, readEnv } from '@/lib/env';

const usable = {
  NODE_ENV: 'production',
  NEXTAUTH_URL: 'https://music.example.org/',
  NEXTAUTH_SECRET: 's'.repeat(32),
  TOKEN_KEYS: `k1:${Buffer.alloc(32, 7).toString('base64')}`,
  DATABASE_URL: 'postgresql://somebody@127.0.0.1:5432/archive',
  SPOTIFY_CLIENT_ID: 'client',
  SPOTIFY_CLIENT_SECRET: 'secret',
};
const qstash = {
  QSTASH_TOKEN: 'token',
  QSTASH_CURRENT_SIGNING_KEY: 'sig_current',
  QSTASH_NEXT_SIGNING_KEY: 'sig_next',
};
const upstash = { UPSTASH_REDIS_REST_URL: 'https://kv.example.org', UPSTASH_REDIS_REST_TOKEN: 'token' };

/** The problems that a start with these changes is refused for; `undefined` takes a variable away. */
function problemsOf(changes: Record<string, string | undefined>): readonly string[] {
  try {
    readEnv({ ...usable, ...changes });
  } catch (error) {
    if (error instanceof EnvironmentError) return error.problems;
    throw error;
  }
  return [];
}

describe('a usable environment', () => {
  it('runs with the built-in drivers when no other is configured', () => {
    const env = readEnv(usable);
    expect(env).toMatchObject({ mode: 'production', port: 3000, archiveEveryMinutes: 60, demo: false });
    expect(env.kv).toEqual({ driver: 'memory' });
    expect(env.queue).toEqual({ driver: 'local' });
    expect(env.spotify.apiUrl).toBe('https://api.spotify.com');
  });

  it('runs with Upstash and QStash when they are configured', () => {
    const env = readEnv({ ...usable, ...upstash, ...qstash });
    expect(env.kv).toEqual({ driver: 'upstash', url: 'https://kv.example.org', token: 'token' });
    expect(env.queue).toMatchObject({ driver: 'qstash', currentSigningKey: 'sig_current' });
  });

  it('takes the slash off the end of addresses, because paths are put behind them', () => {
    expect(readEnv(usable).appUrl).toBe('https://music.example.org');
  });

  it('takes an empty value for one that is not set, and no blank of a copied one', () => {
    expect(problemsOf({ UPSTASH_REDIS_REST_URL: '', SENTRY_DSN: ' ', PORT: '' })).toEqual([]);
    const { spotify } = readEnv({
      ...usable,
      SPOTIFY_CLIENT_ID: ' client\t',
      SPOTIFY_CLIENT_SECRET: 'secret ',
    });
    expect(spotify).toMatchObject({ clientId: 'client', clientSecret: 'secret' });
  });

  it.each([
    'postgres://me:p%23a%2Fb@db.example.org/archive?sslmode=require',
    'postgresql://me@/archive?host=/run/postgresql',
    'postgresql:///archive?host=/run/postgresql',
  ])('takes the database %s', (address) => {
    expect(problemsOf({ DATABASE_URL: address })).toEqual([]);
  });
});

describe('a missing variable stops the start, named and with its remedy', () => {
  it.each([
    ['NEXTAUTH_URL', 'the address people open'],
    ['NEXTAUTH_SECRET', 'openssl rand -base64 32'],
    ['TOKEN_KEYS', 'openssl rand -base64 32'],
    ['DATABASE_URL', 'npm start'],
    ['SPOTIFY_CLIENT_ID', 'https://developer.spotify.com/dashboard'],
    ['SPOTIFY_CLIENT_SECRET', 'https://developer.spotify.com/dashboard'],
  ])('%s', (name, remedy) => {
    for (const value of [undefined, '', '  ']) {
      const problems = problemsOf({ [name]: value });
      expect(problems).toHaveLength(1);
      expect(problems[0]).toMatch(new RegExp(`^${name} is not set`));
      expect(problems[0]).toContain(remedy);
    }
  });
});

describe('a wrong value stops the start, named', () => {
  it.each([
    ['NEXTAUTH_URL', 'music.example.org'],
    ['NEXTAUTH_URL', 'ftp://music.example.org'],
    ['NEXTAUTH_SECRET', 'short'],
    ['TOKEN_KEYS', 'k1:tooshort'],
    ['TOKEN_KEYS', `k1:${Buffer.alloc(33).toString('base64')}`],
    ['TOKEN_KEYS', Buffer.alloc(32).toString('base64')],
    // What the second key of a name sealed could not be opened.
    ['TOKEN_KEYS', [1, 2].map((byte) => `k1:${Buffer.alloc(32, byte).toString('base64')}`).join()],
    ['DATABASE_URL', 'mysql://127.0.0.1/archive'],
    ['DATABASE_URL', 'postgresql://me:p#w@127.0.0.1/archive'],
    ['DATABASE_URL', 'postgresql://me:p/w@127.0.0.1/archive'],
    ['DATABASE_URL', 'postgresql://me@127.0.0.1:5432'],
    ['NEXTAUTH_SECRET', ' '.repeat(40)],
    ['SPOTIFY_API_URL', 'api.spotify.com'],
    ['ARCHIVE_EVERY_MINUTES', '7'],
    ['ARCHIVE_EVERY_MINUTES', '0'],
    ['ARCHIVE_EVERY_MINUTES', 'often'],
    ['DEMO', 'perhaps'],
    ['LOG_LEVEL', 'loud'],
    ['PORT', '70000'],
    ['SENTRY_DSN', 'sentry'],
    ['NODE_ENV', 'staging'],
  ])('%s=%s', (name, value) => {
    const problems = problemsOf({ [name]: value });
    expect(problems).toHaveLength(1);
    expect(problems[0]).toMatch(new RegExp(`^${name} `));
  });

  it('says in words what may be there', () => {
    const settings: Record<string, [string, string]> = {
      NEXTAUTH_URL: ['music.example.org', 'must be a whole address, such as https://example.org'],
      UPSTASH_REDIS_REST_URL: [
        'rediss://127.0.0.1',
        'must be a whole address, such as https://example.org. Copy the one under REST API',
      ],
      DATABASE_URL: [
        'postgres:/x',
        'must be postgresql://USER:PASSWORD@HOST:PORT/DATABASE; in a password write %40',
      ],
      OPERATOR_CONTACT: ['nobody', 'is neither an e-mail address nor a web address'],
      TRUSTED_PROXY_HOPS: ['yes', 'must be a whole number from 0 to 10'],
      DATABASE_CONNECTIONS: ['1.5', 'must be a whole number from 1 to 1000'],
      KEEP_RUNS_DAYS: ['0', 'must be a whole number from 1 to 36500'],
      KEEP_ALIVE_TIMEOUT: ['2 min', 'must be a whole number from 0 to 86400000'],
      ARCHIVE_EVERY_MINUTES: ['often', 'must divide an hour'],
      PAGE_LIMIT_SHARED: ['maybe', 'must be true or false'],
      LOG_LEVEL: ['loud', 'must be one of fatal, error, warn, info, debug, silent'],
      SENTRY_DSN: ['https://example.org/1', 'must be a DSN of Sentry'],
      HOST: ['192.168.1.5', 'must be 127.0.0.1 for this machine alone or 0.0.0.0 for the network'],
      OTEL_EXPORTER_OTLP_ENDPOINT: ['collector:4318', 'must be a whole address'],
      SENTRY_RELEASE: ['a b', 'may have letters, digits and _ . @ + -'],
    };
    const given = Object.fromEntries(Object.entries(settings).map(([name, [value]]) => [name, value]));
    const problems = problemsOf({ ...given, UPSTASH_REDIS_REST_TOKEN: 'token' });
    expect(problems).toHaveLength(Object.keys(settings).length);
    for (const [name, [, words]] of Object.entries(settings)) {
      expect(problems).toContainEqual(expect.stringContaining(`${name} ${words}`));
    }
  });

  it('never repeats the value, which may be a secret', () => {
    const message = problemsOf({
      NEXTAUTH_SECRET: 'hunter2',
      TOKEN_KEYS: 'hunter2',
      DATABASE_URL: 'hunter2',
    });
    expect(message.join()).not.toContain('hunter2');
  });

  it('names everything at fault at once', () => {
    expect(problemsOf({ NEXTAUTH_SECRET: undefined, PORT: 'x', DATABASE_URL: undefined })).toHaveLength(3);
  });
});

describe('half a configuration stops the start', () => {
  it.each(Object.keys(upstash))('Upstash without %s', (name) => {
    const [problem, ...others] = problemsOf({ ...upstash, [name]: undefined });
    expect(others).toEqual([]);
    expect(problem).toContain(`${name} is not`);
  });

  it.each(Object.keys(qstash))('QStash without %s', (name) => {
    const [problem, ...others] = problemsOf({ ...qstash, [name]: undefined });
    expect(others).toEqual([]);
    expect(problem).toContain(`${name} is not`);
  });
});

describe('production', () => {
  it('refuses QSTASH_DEV, which swaps in keys that everybody knows', () => {
    expect(problemsOf({ QSTASH_DEV: 'true' })).toEqual([expect.stringContaining('QSTASH_DEV')]);
    expect(problemsOf({ QSTASH_DEV: 'true', NODE_ENV: 'development' })).toEqual([]);
  });

  it('refuses the signing keys that the QStash SDK publishes', () => {
    const published = 'sig_7kYjw48mhY7kAjqNGcy6cr29RJ6r';
    const asCurrent = problemsOf({ ...qstash, QSTASH_CURRENT_SIGNING_KEY: published });
    expect(asCurrent).toEqual([expect.stringMatching(/^QSTASH_CURRENT_SIGNING_KEY .*anybody can sign/)]);
    const asNext = problemsOf({ ...qstash, QSTASH_NEXT_SIGNING_KEY: 'sig_5ZB6DVzB1wjE8S6rZ7eenA8Pdnhs' });
    expect(asNext).toEqual([expect.stringMatching(/^QSTASH_NEXT_SIGNING_KEY /)]);
  });

  it('refuses Vercel without QStash, where nothing would ever run the archive', () => {
    expect(problemsOf({ VERCEL: '1' })).toEqual([expect.stringContaining('QSTASH_TOKEN')]);
    expect(problemsOf({ VERCEL: '1', ...qstash })).toEqual([]);
  });

  it('refuses localhost, and http anywhere but on the machine itself', () => {
    expect(problemsOf({ NEXTAUTH_URL: 'http://localhost:3000' })[0]).toContain('http://127.0.0.1:PORT');
    expect(problemsOf({ NEXTAUTH_URL: 'http://music.example.org' })[0]).toContain('must be https');
    expect(problemsOf({ NEXTAUTH_URL: 'http://127.0.0.1:3000' })).toEqual([]);
    expect(problemsOf({ NEXTAUTH_URL: 'http://[::1]:3000' })).toEqual([]);
  });
});

describe('an address below a path', () => {
  it('stops the start, whichever way it is asked for', () => {
    expect(problemsOf({ BASE_PATH: '/music' })).toEqual([
      expect.stringContaining('BASE_PATH is set. Audiospective is served at the root of a host name'),
    ]);
    expect(problemsOf({ NEXTAUTH_URL: 'https://example.org/music/' })).toEqual([
      expect.stringContaining('NEXTAUTH_URL has the path /music. Audiospective is served at the root'),
    ]);
    expect(problemsOf({ BASE_PATH: '' })).toEqual([]);
  });

  it.each(['https://example.org?a=1', 'https://example.org/#top', 'https://me:hush@example.org'])(
    'nor has it anything else around its host: %s',
    (url) => {
      const [problem, ...others] = problemsOf({ NEXTAUTH_URL: url });
      expect(problem).toMatch(/^NEXTAUTH_URL has more than a host and a port\. .*; remove the rest$/);
      expect(problem).not.toContain('hush');
      expect(others).toEqual([]);
    },
  );
});
