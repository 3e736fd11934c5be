import { z } from 'zod';

const blankIsUnset = (value: unknown) => (value === '' ? undefined : value);
const optional = <T extends z.ZodType>(schema: T) => z.preprocess(blankIsUnset, schema.optional());
const withDefault = <T extends z.ZodType>(schema: T, value: z.input<T>) =>
  z.preprocess((v) => blankIsUnset(v) ?? value, schema);

const url = z.url({ protocol: /^https?$/ }).transform((u) => u.replace(/\/+$/, ''));
const origins = z.string().transform((text, context) => {
  const names = text.split(/[\s,]+/).filter(Boolean);
  for (const name of names) {
    if (URL.canParse(name) && /^https?:/.test(name) && new URL(name).origin === name) continue;
    context.addIssue(`holds ${name}, which is no origin: write https://example.org, without a path or slash`);
  }
  return names;
});
/** What a key has sealed is found by its name. */
const haveOwnNames = (ring: string): boolean => {
  const names = ring.split(',').map((entry) => entry.split(':')[0]);
  return new Set(names).size === names.length;
};
const installation = z.string().regex(/^[a-z0-9][a-z0-9-]{0,49}$/, {
  error: 'may have small letters, digits and hyphens, at most 50',
});
const contact = z.union([z.email(), url]).refine((text) => /^[!-~]+$/.test(text));
const minutesOfAnHour = z.coerce
  .number()
  .int()
  .min(1)
  .max(60)
  .refine((m) => m < 1 || 60 % m === 0, {
    error: 'must divide an hour: 1, 2, 3, 4, 5, 6, 10, 12, 15, 20, 30 or 60',
  });

const tokenKeys = z
  .string()
  .regex(/^[\w-]+:[A-Za-z0-9+/]{43}=?(,[\w-]+:[A-Za-z0-9+/]{43}=?)*$/, {
    error:
      'must be name:key[,name:key…], each key 32 bytes in base64 (openssl rand -base64 32), the newest first',
  })
  .refine(haveOwnNames, 'has two keys of one name: give the newer another name');
const days = z.coerce.number().int().min(1).max(36_500);
const atMost = (most: number) => z.coerce.number().int().min(1).max(most);

export const SPOTIFY_API = 'https://api.spotify.com';

/** Every variable that the application reads. A test keeps `.env.example` equal to this list. */
export const environmentSchema = z.object({
  NODE_ENV: withDefault(z.enum(['development', 'test', 'production']), 'development'),
  NEXTAUTH_URL: url,
  NEXTAUTH_SECRET: z.string().min(32, 'must be at least 32 characters: openssl rand -base64 32'),
  TOKEN_KEYS: tokenKeys,
  DATABASE_URL: z.string().regex(/^postgres(ql)?:\/\//, 'must be a postgresql:// address'),
  SPOTIFY_CLIENT_ID: z.string().min(1),
  SPOTIFY_CLIENT_SECRET: z.string().min(1),
  SPOTIFY_ACCOUNTS_URL: withDefault(url, 'https://accounts.spotify.com'),
  SPOTIFY_API_URL: withDefault(url, SPOTIFY_API),
  SPOTIFY_IMAGE_URL: withDefault(url, 'https://i.scdn.co'),
  MUSICBRAINZ: optional(z.stringbool({ error: 'must be on or off' })),
  MUSICBRAINZ_CONTACT: optional(contact),
  MUSICBRAINZ_URL: withDefault(url, 'https://musicbrainz.org'),
  UPSTASH_REDIS_REST_URL: optional(url),
  UPSTASH_REDIS_REST_TOKEN: optional(z.string().min(1)),
  QSTASH_URL: optional(url),
  QSTASH_TOKEN: optional(z.string().min(1)),
  QSTASH_CURRENT_SIGNING_KEY: optional(z.string().min(1)),
  QSTASH_NEXT_SIGNING_KEY: optional(z.string().min(1)),
  INSTALLATION: optional(installation),
  QSTASH_DEV: optional(z.string()),
  VERCEL: optional(z.string()),
  TRUSTED_PROXY_HOPS: optional(z.coerce.number().int().min(0).max(10)),
  ALLOWED_ORIGINS: withDefault(origins, ''),
  OPERATOR_NAME: optional(z.string().trim().min(1).max(200)),
  OPERATOR_CONTACT: optional(z.union([z.email(), url])),
  WEB_ANALYTICS: withDefault(z.stringbool(), 'false'),
  DATABASE_CONNECTIONS: withDefault(atMost(1_000), 10),
  DATABASE_TIMEOUT_SECONDS: withDefault(atMost(3_600), 60),
  STATISTICS_CONNECTIONS: withDefault(atMost(1_000), 4),
  STATISTICS_TIMEOUT_SECONDS: withDefault(atMost(3_600), 15),
  PAGE_LIMIT: withDefault(atMost(1_000_000), 1_000),
  PAGE_LIMIT_SHARED: withDefault(z.stringbool(), 'false'),
  KEEP_REQUESTS_DAYS: withDefault(days, 90),
  KEEP_RUNS_DAYS: withDefault(days, 400),
  KEEP_BREAKER_EVENTS_DAYS: withDefault(days, 365),
  KEEP_UNUSED_ORIGINS_DAYS: withDefault(days, 30),
  KEEP_REJECTED_ITEMS_DAYS: optional(days),
  ARCHIVE_EVERY_MINUTES: withDefault(minutesOfAnHour, 60),
  DEMO: withDefault(z.stringbool(), 'false'),
  LOG_LEVEL: withDefault(z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'silent']), 'info'),
  METRICS_TOKEN: optional(z.string().regex(/^[!-~]{16,}$/, 'must be at least 16 characters without spaces')),
  SENTRY_DSN: optional(url),
  SENTRY_RELEASE: optional(z.string().regex(/^[\w.@+-]{1,200}$/)),
  OTEL_EXPORTER_OTLP_ENDPOINT: optional(url),
  BASE_PATH: optional(z.string()),
  PORT: withDefault(z.coerce.number().int().min(1).max(65535), 3000),
});
