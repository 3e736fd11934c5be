import 'server-only';
import { z } from 'zod';
import { isPublicDevelopmentKey } from '@/lib/queue/signing-keys';

/** The environment is invalid: the message names each variable and what to do about it. */
export class EnvironmentError extends Error {
  constructor(readonly problems: readonly string[]) {
    super(`The environment is not usable:\n${problems.map((p) => `  - ${p}`).join('\n')}`);
    this.name = 'EnvironmentError';
  }
}

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

/** Every variable that the application reads. A test keeps `.env.example` equal to this list. */
export const environmentSchema = z.object({
  NODE_ENV: withDefault(z.enum(['development', 'test', 'production']), 'development'),
  NEXTAUTH_URL: url,
  NEXTAUTH_SECRET: z.string().min(32, 'must be at least 32 characters: openssl rand -base64 32'),
  TOKEN_KEYS: z.string().regex(/^[\w-]+:[A-Za-z0-9+/]{43}=?(,[\w-]+:[A-Za-z0-9+/]{43}=?)*$/, {
    error:
      'must be name:key[,name:key…], each key 32 bytes in base64 (openssl rand -base64 32), the newest first',
  }),
  DATABASE_URL: z.string().regex(/^postgres(ql)?:\/\//, 'must be a postgresql:// address'),
  SPOTIFY_CLIENT_ID: z.string().min(1),
  SPOTIFY_CLIENT_SECRET: z.string().min(1),
  SPOTIFY_ACCOUNTS_URL: withDefault(url, 'https://accounts.spotify.com'),
  SPOTIFY_API_URL: withDefault(url, 'https://api.spotify.com'),
  SPOTIFY_IMAGE_URL: withDefault(url, 'https://i.scdn.co'),
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
  ARCHIVE_EVERY_MINUTES: withDefault(minutesOfAnHour, 60),
  DEMO: withDefault(z.stringbool(), 'false'),
  LOG_LEVEL: withDefault(z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'silent']), 'info'),
  METRICS_TOKEN: optional(z.string().regex(/^[!-~]{16,}$/, 'must be at least 16 characters without spaces')),
  SENTRY_DSN: optional(url),
  BASE_PATH: optional(z.string()),
  PORT: withDefault(z.coerce.number().int().min(1).max(65535), 3000),
});

type Variables = z.output<typeof environmentSchema>;
type VariableName = keyof typeof environmentSchema.shape;

const REMEDY: Partial<Record<VariableName, string>> = {
  NEXTAUTH_URL: 'Set it to the address people open, e.g. http://127.0.0.1:3000 (Spotify refuses localhost)',
  NEXTAUTH_SECRET: 'Make one with: openssl rand -base64 32 (npm start makes and keeps one for you)',
  TOKEN_KEYS: 'Make one with: echo "k1:$(openssl rand -base64 32)" (npm start makes and keeps one for you)',
  DATABASE_URL: 'Set it to a PostgreSQL address, or use npm start, which runs the embedded database',
  SPOTIFY_CLIENT_ID: 'Create an app at https://developer.spotify.com/dashboard and copy its Client ID',
  OPERATOR_CONTACT: 'Set it to an e-mail address or a web address, or leave it out',
  MUSICBRAINZ_CONTACT: 'Set it to your e-mail address or a web address, in plain ASCII, or leave it out',
  SPOTIFY_CLIENT_SECRET: 'It is shown beside the Client ID at https://developer.spotify.com/dashboard',
};

export interface Env {
  mode: Variables['NODE_ENV'];
  /** Where people reach the application; no trailing slash. */
  appUrl: string;
  /** Part of every name in stores that installations may share; of `[a-z0-9-]`. */
  installation: string;
  port: number;
  authSecret: string;
  tokenKeys: string;
  databaseUrl: string;
  spotify: { clientId: string; clientSecret: string; accountsUrl: string; apiUrl: string; imageUrl: string };
  /** Set when genres may be fetched from MusicBrainz. */
  musicbrainz?: { contact: string; url: string };
  kv: { driver: 'memory' } | { driver: 'upstash'; url: string; token: string };
  queue:
    | { driver: 'local' }
    | {
        driver: 'qstash';
        baseUrl?: string;
        token: string;
        currentSigningKey: string;
        nextSigningKey: string;
      };
  /** How many of our own proxies write X-Forwarded-For; 0: the header is not trusted. */
  trustedProxyHops: number;
  /** Other origins whose pages may call the API with a listener's session. */
  allowedOrigins: readonly string[];
  /** The operator and how to reach them (an e-mail or web address), for the privacy page. */
  operator: { name: string | null; contact: string | null };
  /** Whether Vercel runs this process. */
  onVercel: boolean;
  /** Whether visitors are asked if their browser may send page views and web vitals to Vercel. */
  webAnalytics: boolean;
  archiveEveryMinutes: number;
  demo: boolean;
  logLevel: Variables['LOG_LEVEL'];
  sentryDsn?: string;
  /** What Prometheus must send to read the metrics; not set: there are none. */
  metricsToken?: string;
}

/**
 * Reads and checks the whole environment at once; nothing else in `src/` reads it.
 * Throws an `EnvironmentError` that names every invalid variable and what to do.
 */
export function readEnv(source: Record<string, string | undefined>): Env {
  const parsed = environmentSchema.safeParse(source);
  if (!parsed.success) throw new EnvironmentError(parsed.error.issues.map(describeIssue(source)));
  const v = parsed.data;
  const problems = [...halfConfigured(v), ...belowAPath(v), ...unfitForProduction(v)];
  if (problems.length > 0) throw new EnvironmentError(problems);
  return toEnv(v);
}

const describeIssue = (source: Record<string, string | undefined>) => (issue: z.core.$ZodIssue) => {
  const name = String(issue.path[0]) as VariableName;
  const state = source[name] ? issue.message : 'is not set';
  const remedy = REMEDY[name];
  return `${name} ${state}${remedy ? `. ${remedy}` : ''}`;
};

function halfConfigured(v: Variables): string[] {
  const groups: VariableName[][] = [
    ['UPSTASH_REDIS_REST_URL', 'UPSTASH_REDIS_REST_TOKEN'],
    ['QSTASH_TOKEN', 'QSTASH_CURRENT_SIGNING_KEY', 'QSTASH_NEXT_SIGNING_KEY'],
  ];
  return groups.flatMap((names) => {
    const missing = names.filter((n) => v[n] === undefined);
    if (missing.length === 0 || missing.length === names.length) return [];
    const present = names.filter((n) => v[n] !== undefined);
    return [
      `${present.join(', ')} is set but ${missing.join(', ')} is not. Set all of them, or none to use the built-in driver`,
    ];
  });
}

const ROOT_ONLY = 'Audiospective is served at the root of a host name, such as https://music.example.org';

function belowAPath({ BASE_PATH, NEXTAUTH_URL }: Variables): string[] {
  const { pathname } = new URL(NEXTAUTH_URL);
  return [
    ...(BASE_PATH === undefined || BASE_PATH === '/' ? [] : [`BASE_PATH is set. ${ROOT_ONLY}; remove it`]),
    ...(pathname === '/' ? [] : [`NEXTAUTH_URL has the path ${pathname}. ${ROOT_ONLY}; remove the path`]),
  ];
}

function unfitForProduction(v: Variables): string[] {
  const problems: string[] = [];
  if (v.NODE_ENV !== 'production') return problems;
  if (v.WEB_ANALYTICS && v.VERCEL === undefined) {
    problems.push('WEB_ANALYTICS is set, but only Vercel takes its figures. Remove it anywhere else');
  }
  if (v.QSTASH_DEV !== undefined) {
    problems.push(
      'QSTASH_DEV is set: it swaps in signing keys that everybody knows. Remove it in production',
    );
  }
  for (const name of ['QSTASH_CURRENT_SIGNING_KEY', 'QSTASH_NEXT_SIGNING_KEY'] as const) {
    if (v[name] !== undefined && isPublicDevelopmentKey(v[name])) {
      problems.push(
        `${name} is the development key that the QStash SDK publishes: anybody can sign with it. Copy your own from the Upstash console`,
      );
    }
  }
  if (v.VERCEL !== undefined && v.QSTASH_TOKEN === undefined) {
    problems.push(
      'QSTASH_TOKEN, QSTASH_CURRENT_SIGNING_KEY and QSTASH_NEXT_SIGNING_KEY are not set: on Vercel nothing else can run the hourly archive. Copy them from the Upstash console',
    );
  }
  const host = new URL(v.NEXTAUTH_URL).hostname;
  if (host === 'localhost') {
    problems.push(
      'NEXTAUTH_URL uses localhost, which Spotify refuses. Use http://127.0.0.1:PORT or an https address',
    );
  } else if (v.NEXTAUTH_URL.startsWith('http:') && !['127.0.0.1', '[::1]'].includes(host)) {
    problems.push('NEXTAUTH_URL must be https, except on http://127.0.0.1 and http://[::1]');
  }
  return problems;
}

/** The public address as a name: `https://Music.example.org/app` gives `music-example-org-app`. */
const installationOf = (appUrl: string): string =>
  appUrl
    .replace(/^https?:\/\//, '')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-|-$/g, '');

function toEnv(v: Variables): Env {
  return {
    mode: v.NODE_ENV,
    appUrl: v.NEXTAUTH_URL,
    port: v.PORT,
    authSecret: v.NEXTAUTH_SECRET,
    tokenKeys: v.TOKEN_KEYS,
    databaseUrl: v.DATABASE_URL,
    spotify: {
      clientId: v.SPOTIFY_CLIENT_ID,
      clientSecret: v.SPOTIFY_CLIENT_SECRET,
      accountsUrl: v.SPOTIFY_ACCOUNTS_URL,
      apiUrl: v.SPOTIFY_API_URL,
      imageUrl: v.SPOTIFY_IMAGE_URL,
    },
    ...(v.MUSICBRAINZ_CONTACT && {
      musicbrainz: { contact: v.MUSICBRAINZ_CONTACT, url: v.MUSICBRAINZ_URL },
    }),
    kv:
      v.UPSTASH_REDIS_REST_URL && v.UPSTASH_REDIS_REST_TOKEN
        ? { driver: 'upstash', url: v.UPSTASH_REDIS_REST_URL, token: v.UPSTASH_REDIS_REST_TOKEN }
        : { driver: 'memory' },
    queue:
      v.QSTASH_TOKEN && v.QSTASH_CURRENT_SIGNING_KEY && v.QSTASH_NEXT_SIGNING_KEY
        ? {
            driver: 'qstash',
            baseUrl: v.QSTASH_URL,
            token: v.QSTASH_TOKEN,
            currentSigningKey: v.QSTASH_CURRENT_SIGNING_KEY,
            nextSigningKey: v.QSTASH_NEXT_SIGNING_KEY,
          }
        : { driver: 'local' },
    trustedProxyHops: v.TRUSTED_PROXY_HOPS ?? (v.VERCEL === undefined ? 0 : 1),
    allowedOrigins: v.ALLOWED_ORIGINS,
    ...toPublicFacts(v),
    archiveEveryMinutes: v.ARCHIVE_EVERY_MINUTES,
    logLevel: v.LOG_LEVEL,
    sentryDsn: v.SENTRY_DSN,
  };
}

const toPublicFacts = (
  v: Variables,
): Pick<Env, 'installation' | 'metricsToken' | 'operator' | 'onVercel' | 'webAnalytics' | 'demo'> => ({
  installation: v.INSTALLATION ?? installationOf(v.NEXTAUTH_URL),
  metricsToken: v.METRICS_TOKEN,
  operator: { name: v.OPERATOR_NAME ?? null, contact: v.OPERATOR_CONTACT ?? null },
  onVercel: v.VERCEL !== undefined,
  webAnalytics: v.WEB_ANALYTICS,
  demo: v.DEMO,
});

let cached: Env | undefined;

/** The process's own environment, read once. */
export const env = (): Env => {
  cached ??= readEnv(process.env);
  return cached;
};
