import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { readEnv } from '@/lib/env';
import { environmentSchema } from '@/lib/env-schema';

/** Set by the platform, or for our eyes only; nobody writes these into a file. */
const NOT_IN_THE_EXAMPLE = {
  NODE_ENV: 'Next sets it: development for `next dev`, production for `next start`',
  VERCEL: 'Vercel sets it',
  QSTASH_DEV: 'read only in order to refuse it in production',
  BASE_PATH: 'read only in order to refuse it',
};

/** Read by next.config.mjs, at the build. */
const OF_THE_BUILD = ['SENTRY_AUTH_TOKEN', 'SENTRY_ORG', 'SENTRY_PROJECT'];

/** Read by the launcher (scripts/launch), before there is an application. */
const OF_THE_LAUNCHER = ['DATA_DIR'];

const lines = readFileSync(new URL('../../.env.example', import.meta.url), 'utf8').split('\n');
const entries = lines.flatMap((line) => {
  const [, isOptional, name, value] = /^(# )?([A-Z][A-Z0-9_]+)=(.*)$/.exec(line) ?? [];
  return name === undefined ? [] : [{ name, value: value ?? '', isOptional: isOptional !== undefined }];
});

describe('.env.example', () => {
  it('names every variable that the application reads, once, and no other', () => {
    const read = Object.keys(environmentSchema.shape).filter((name) => !(name in NOT_IN_THE_EXAMPLE));
    expect(entries.map((entry) => entry.name).sort()).toEqual(
      [...read, ...OF_THE_LAUNCHER, ...OF_THE_BUILD].sort(),
    );
  });

  it('marks as optional exactly what the application can start without', () => {
    const withoutAny = (() => {
      try {
        readEnv({});
        return '';
      } catch (error) {
        return error instanceof Error ? error.message : '';
      }
    })();
    const needed = Object.keys(environmentSchema.shape).filter((name) => withoutAny.includes(`- ${name} `));
    expect(
      entries
        .filter((entry) => !entry.isOptional)
        .map((entry) => entry.name)
        .sort(),
    ).toEqual(needed.sort());
  });

  it('shows values that the application would take, once the secrets are filled in', () => {
    const shown = Object.fromEntries(entries.map(({ name, value }) => [name, value]));
    const secrets = {
      NEXTAUTH_SECRET: 'x'.repeat(32),
      TOKEN_KEYS: `k1:${Buffer.alloc(32).toString('base64')}`,
      SPOTIFY_CLIENT_ID: 'id',
      SPOTIFY_CLIENT_SECRET: 'secret',
      UPSTASH_REDIS_REST_TOKEN: 'token',
      QSTASH_TOKEN: 'token',
      QSTASH_CURRENT_SIGNING_KEY: 'sig_a',
      QSTASH_NEXT_SIGNING_KEY: 'sig_b',
    };
    expect(readEnv({ ...shown, ...secrets, NODE_ENV: 'production' }).appUrl).toBe('http://127.0.0.1:3000');
  });
});
