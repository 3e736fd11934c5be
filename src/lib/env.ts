import 'server-only';
import type { z } from 'zod';
import { environmentSchema, SPOTIFY_API } from '@/lib/env-schema';
import { isPublicDevelopmentKey } from '@/lib/queue/signing-keys';
import type { Retention } from '@/lib/retention';
import { DAY, SECOND } from '@/lib/shared/time';

/** The environment is invalid: the message names each variable and what to do about it. */
export class EnvironmentError extends Error {
  constructor(readonly problems: readonly string[]) {
    super(`The environment is not usable:\n${problems.map((p) => `  - ${p}`).join('\n')}`);
    this.name = 'EnvironmentError';
  }
}

type Variables = z.output<typeof environmentSchema>;
type VariableName = keyof typeof environmentSchema.shape;

const REMEDY: Partial<Record<VariableName, string>> = {
  NEXTAUTH_URL: 'Set it to the address people open, e.g. http://127.0.0.1:3000 (Spotify refuses localhost)',
  NEXTAUTH_SECRET: 'Make one with: openssl rand -base64 32 (npm start makes and keeps one for you)',
  TOKEN_KEYS: 'Make one with: echo "k1:$(openssl rand -base64 32)" (npm start makes and keeps one for you)',
  DATABASE_URL: 'Leave it out to run npm start with the embedded database',
  UPSTASH_REDIS_REST_URL: 'Copy the one under REST API in the Upstash console',
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
  /** Set when genres may be fetched from MusicBrainz. `contact`: the operator's, beside the project's own. */
  musicbrainz?: { contact?: string; url: string };
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
  /**
   * Sizes of this process's database pools, the one for statistics apart, and their statement timeouts; null for none.
   */
  pools: {
    connections: number;
    timeoutMs: number | null;
    statistics: { connections: number; timeoutMs: number };
  };
  /** Pages that one address may ask for in ten seconds; `isShared`: of all processes together. */
  pageLimit: { requests: number; isShared: boolean };
  retention: Retention;
  demo: boolean;
  logLevel: Variables['LOG_LEVEL'];
  sentryDsn?: string;
  /** The version that runs, as Sentry names it. */
  sentryRelease?: string;
  /** The OpenTelemetry collector that gets the spans of requests. */
  otlpEndpoint?: string;
  /** What Prometheus must send to read the metrics; without it there are none. */
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
  const state = source[name]?.trim() ? issue.message : 'is not set';
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
  const { pathname, search, hash, username, password } = new URL(NEXTAUTH_URL);
  return [
    ...(BASE_PATH === undefined || BASE_PATH === '/' ? [] : [`BASE_PATH is set. ${ROOT_ONLY}; remove it`]),
    ...(pathname === '/' ? [] : [`NEXTAUTH_URL has the path ${pathname}. ${ROOT_ONLY}; remove the path`]),
    ...(`${search}${hash}${username}${password}` === ''
      ? []
      : [`NEXTAUTH_URL has more than a host and a port. ${ROOT_ONLY}; remove the rest`]),
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

/** The public address as a name: `https://Music.example.org` gives `music-example-org`. */
const installationOf = (appUrl: string): string =>
  appUrl
    .replace(/^https?:\/\//, '')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-|-$/g, '');

/** On by default, but not beside a simulated Spotify: its artists are invented. */
const mayAskMusicbrainz = (v: Variables): boolean => v.MUSICBRAINZ ?? v.SPOTIFY_API_URL === SPOTIFY_API;

const toSources = (v: Variables): Pick<Env, 'spotify' | 'musicbrainz'> => ({
  spotify: {
    clientId: v.SPOTIFY_CLIENT_ID,
    clientSecret: v.SPOTIFY_CLIENT_SECRET,
    accountsUrl: v.SPOTIFY_ACCOUNTS_URL,
    apiUrl: v.SPOTIFY_API_URL,
    imageUrl: v.SPOTIFY_IMAGE_URL,
  },
  ...(mayAskMusicbrainz(v) && {
    musicbrainz: { ...(v.MUSICBRAINZ_CONTACT && { contact: v.MUSICBRAINZ_CONTACT }), url: v.MUSICBRAINZ_URL },
  }),
});

function toEnv(v: Variables): Env {
  return {
    mode: v.NODE_ENV,
    appUrl: v.NEXTAUTH_URL,
    port: v.PORT,
    authSecret: v.NEXTAUTH_SECRET,
    tokenKeys: v.TOKEN_KEYS,
    databaseUrl: v.DATABASE_URL,
    ...toSources(v),
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
    ...toLimits(v),
    ...toMonitoring(v),
  };
}

const toMonitoring = (
  v: Variables,
): Pick<Env, 'logLevel' | 'metricsToken' | 'sentryDsn' | 'sentryRelease' | 'otlpEndpoint'> => ({
  logLevel: v.LOG_LEVEL,
  metricsToken: v.METRICS_TOKEN,
  sentryDsn: v.SENTRY_DSN,
  sentryRelease: v.SENTRY_RELEASE,
  otlpEndpoint: v.OTEL_EXPORTER_OTLP_ENDPOINT,
});

const toLimits = (v: Variables): Pick<Env, 'archiveEveryMinutes' | 'pools' | 'pageLimit' | 'retention'> => ({
  archiveEveryMinutes: v.ARCHIVE_EVERY_MINUTES,
  pools: {
    connections: v.DATABASE_CONNECTIONS,
    timeoutMs: v.DATABASE_TIMEOUT_SECONDS * SECOND,
    statistics: {
      connections: v.STATISTICS_CONNECTIONS,
      timeoutMs: v.STATISTICS_TIMEOUT_SECONDS * SECOND,
    },
  },
  pageLimit: { requests: v.PAGE_LIMIT, isShared: v.PAGE_LIMIT_SHARED },
  retention: {
    requestsMs: v.KEEP_REQUESTS_DAYS * DAY,
    runsMs: v.KEEP_RUNS_DAYS * DAY,
    breakerEventsMs: v.KEEP_BREAKER_EVENTS_DAYS * DAY,
    unusedOriginsMs: v.KEEP_UNUSED_ORIGINS_DAYS * DAY,
    rejectedItemsMs: v.KEEP_REJECTED_ITEMS_DAYS === undefined ? null : v.KEEP_REJECTED_ITEMS_DAYS * DAY,
  },
});

const toPublicFacts = (
  v: Variables,
): Pick<Env, 'installation' | 'operator' | 'onVercel' | 'webAnalytics' | 'demo'> => ({
  installation: v.INSTALLATION ?? installationOf(v.NEXTAUTH_URL),
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
