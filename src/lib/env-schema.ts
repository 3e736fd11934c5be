import { z } from 'zod';

const blankIsUnset = (value: unknown) =>
  typeof value === 'string' && value.trim() === '' ? undefined : value;
const optional = <T extends z.ZodType>(schema: T) => z.preprocess(blankIsUnset, schema.optional());
const withDefault = <T extends z.ZodType>(schema: T, value: z.input<T>) =>
  z.preprocess((v) => blankIsUnset(v) ?? value, schema);

const url = z
  .url({ protocol: /^https?$/, error: 'must be a whole address, such as https://example.org' })
  .transform((u) => u.replace(/\/+$/, ''));
/** A secret or an id, which is pasted, perhaps with a stray space. */
const copied = z.string().trim().min(1);
const flag = z.stringbool({ error: 'must be true or false' });
const whole = (least: number, most: number) => {
  const error = `must be a whole number from ${least} to ${most}`;
  return z.coerce.number({ error }).int(error).min(least, error).max(most, error);
};
const oneOf = <const T extends readonly [string, ...string[]]>(names: T) =>
  z.enum(names, { error: `must be one of ${names.join(', ')}` });
const origins = z.string().transform((text, context) => {
  const names = text.split(/[\s,]+/).filter(Boolean);
  for (const name of names) {
    if (URL.canParse(name) && /^https?:/.test(name) && new URL(name).origin === name) continue;
    context.addIssue(`holds ${name}, which is no origin: write https://example.org, without a path or slash`);
  }
  return names;
});
/** A sealed value names its key. */
const haveOwnNames = (ring: string): boolean => {
  const names = ring.split(',').map((entry) => entry.split(':')[0]);
  return new Set(names).size === names.length;
};
const DIVISORS_OF_AN_HOUR = [1, 2, 3, 4, 5, 6, 10, 12, 15, 20, 30, 60];
const NO_DIVISOR = `must divide an hour: ${DIVISORS_OF_AN_HOUR.join(', ')}`;
const sentryDsn = z.string().regex(/^https?:\/\/\w[^@\s]*@[^/\s]+\/(\S+\/)?\d+$/, {
  error: 'must be a DSN of Sentry, https://KEY@HOST/NUMBER',
});
const installation = z.string().regex(/^[a-z0-9][a-z0-9-]{0,49}$/, {
  error: 'may have small letters, digits and hyphens, at most 50',
});
const contact = z.string().refine((text) => z.union([z.email(), url]).safeParse(text).success, {
  error: 'is neither an e-mail address nor a web address',
});
/** As in scripts/launch/ports.mjs. */
const HOSTS = ['127.0.0.1', 'localhost', '0.0.0.0', '::'];
const NO_HOST =
  'must be 127.0.0.1 for this machine alone or 0.0.0.0 for the network: the queue and the launcher call the server at 127.0.0.1';
const minutesOfAnHour = z.coerce
  .number({ error: NO_DIVISOR })
  .refine((minutes) => DIVISORS_OF_AN_HOUR.includes(minutes), { error: NO_DIVISOR });

const tokenKeys = z
  .string()
  .regex(/^[\w-]+:[A-Za-z0-9+/]{43}=?(,[\w-]+:[A-Za-z0-9+/]{43}=?)*$/, {
    error:
      'must be name:key[,name:key…], each key 32 bytes in base64 (openssl rand -base64 32), the newest first',
  })
  .refine(haveOwnNames, 'has two keys of one name: give the newer another name');
const days = whole(1, 36_500);
const atMost = (most: number) => whole(1, most);

/** `@/` has no host: the folder of a socket follows as a parameter, which the driver takes and `URL` does not. */
export const isPostgresAddress = (text: string): boolean =>
  /^postgres(ql)?:\/\/[^/?#]*\/[^?#]/.test(text) && URL.canParse(text.replace('@/', '@host/'));
export const POSTGRES_FORM =
  'must be postgresql://USER:PASSWORD@HOST:PORT/DATABASE; in a password write %40 for @, %23 for #, %2F for /';
export const SPOTIFY_API = 'https://api.spotify.com';

/** Every variable that the application reads. A test keeps `.env.example` equal to this list. */
export const environmentSchema = z.object({
  NODE_ENV: withDefault(oneOf(['development', 'test', 'production']), 'development'),
  NEXTAUTH_URL: url,
  NEXTAUTH_SECRET: z.string().trim().min(32, 'must be at least 32 characters'),
  TOKEN_KEYS: tokenKeys,
  DATABASE_URL: z.string().refine(isPostgresAddress, POSTGRES_FORM),
  SPOTIFY_CLIENT_ID: copied,
  SPOTIFY_CLIENT_SECRET: copied,
  SPOTIFY_ACCOUNTS_URL: withDefault(url, 'https://accounts.spotify.com'),
  SPOTIFY_API_URL: withDefault(url, SPOTIFY_API),
  SPOTIFY_IMAGE_URL: withDefault(url, 'https://i.scdn.co'),
  MUSICBRAINZ: optional(z.stringbool({ error: 'must be on or off' })),
  MUSICBRAINZ_CONTACT: optional(contact.regex(/^[!-~]+$/, 'has more than plain ASCII')),
  MUSICBRAINZ_URL: withDefault(url, 'https://musicbrainz.org'),
  UPSTASH_REDIS_REST_URL: optional(url),
  UPSTASH_REDIS_REST_TOKEN: optional(copied),
  QSTASH_URL: optional(url),
  QSTASH_TOKEN: optional(copied),
  QSTASH_CURRENT_SIGNING_KEY: optional(copied),
  QSTASH_NEXT_SIGNING_KEY: optional(copied),
  INSTALLATION: optional(installation),
  QSTASH_DEV: optional(z.string()),
  VERCEL: optional(z.string()),
  TRUSTED_PROXY_HOPS: optional(whole(0, 10)),
  ALLOWED_ORIGINS: withDefault(origins, ''),
  OPERATOR_NAME: optional(z.string().trim().min(1, 'is blank').max(200, 'may have 200 characters')),
  OPERATOR_CONTACT: optional(contact),
  WEB_ANALYTICS: withDefault(flag, 'false'),
  DATABASE_CONNECTIONS: withDefault(atMost(1_000), 10),
  DATABASE_TIMEOUT_SECONDS: withDefault(atMost(3_600), 60),
  STATISTICS_CONNECTIONS: withDefault(atMost(1_000), 4),
  STATISTICS_TIMEOUT_SECONDS: withDefault(atMost(3_600), 15),
  PAGE_LIMIT: withDefault(atMost(1_000_000), 1_000),
  PAGE_LIMIT_SHARED: withDefault(flag, 'false'),
  KEEP_REQUESTS_DAYS: withDefault(days, 90),
  KEEP_RUNS_DAYS: withDefault(days, 400),
  KEEP_BREAKER_EVENTS_DAYS: withDefault(days, 365),
  KEEP_UNUSED_ORIGINS_DAYS: withDefault(days, 30),
  KEEP_REJECTED_ITEMS_DAYS: optional(days),
  ARCHIVE_EVERY_MINUTES: withDefault(minutesOfAnHour, 60),
  DEMO: withDefault(flag, 'false'),
  LOG_LEVEL: withDefault(oneOf(['fatal', 'error', 'warn', 'info', 'debug', 'silent']), 'info'),
  METRICS_TOKEN: optional(z.string().regex(/^[!-~]{16,}$/, 'must be at least 16 characters without spaces')),
  SENTRY_DSN: optional(sentryDsn),
  SENTRY_RELEASE: optional(
    z.string().regex(/^[\w.@+-]{1,200}$/, 'may have letters, digits and _ . @ + -, at most 200'),
  ),
  OTEL_EXPORTER_OTLP_ENDPOINT: optional(url),
  BASE_PATH: optional(z.string()),
  PORT: withDefault(whole(1, 65_535), 3000),
  // The launcher reads HOST, and Next's server KEEP_ALIVE_TIMEOUT, which it ignores where it cannot read it.
  HOST: optional(z.string().refine((host) => HOSTS.includes(host), NO_HOST)),
  KEEP_ALIVE_TIMEOUT: optional(whole(0, 86_400_000)),
});
