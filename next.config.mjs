const YEAR_SECONDS = 31_536_000;

/** The Content-Security-Policy of pages is not here: it carries a nonce that is new for every page, see src/proxy.ts. */
const securityHeaders = [
  { key: 'Strict-Transport-Security', value: `max-age=${YEAR_SECONDS}` },
  { key: 'X-Frame-Options', value: 'DENY' },
  { key: 'X-Content-Type-Options', value: 'nosniff' },
  { key: 'Referrer-Policy', value: 'strict-origin-when-cross-origin' },
  {
    key: 'Permissions-Policy',
    value: 'camera=(), microphone=(), geolocation=(), payment=(), usb=(), browsing-topics=()',
  },
  { key: 'Cross-Origin-Opener-Policy', value: 'same-origin' },
  { key: 'Cross-Origin-Resource-Policy', value: 'same-origin' },
];

/** What a route answers is data: opened as a page it may load and run nothing. */
const routeHeaders = [
  {
    key: 'Content-Security-Policy',
    value: "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  },
];

const VARIABLE = './node_modules/@fontsource-variable';

/** What pictures are set in, see src/lib/share/fonts.ts and script-fonts.ts, with the licences that go with them. */
const PICTURE_FONTS = [
  './node_modules/@fontsource/{geist,bricolage-grotesque}/LICENSE',
  './node_modules/@fontsource/{geist,bricolage-grotesque}/files/*-{latin,latin-ext,cyrillic,vietnamese}-{400,600}-normal.woff',
  `${VARIABLE}/{noto-sans,noto-sans-{hebrew,thai,jp,kr,sc},vazirmatn}/{LICENSE,unicode.json}`,
  `${VARIABLE}/noto-sans/files/*-{latin-ext,cyrillic-ext,greek,greek-ext,devanagari}-wght-normal.woff2`,
  `${VARIABLE}/{noto-sans-hebrew,noto-sans-thai,vazirmatn}/files/*-{hebrew,thai,arabic}-wght-normal.woff2`,
  `${VARIABLE}/noto-sans-{jp,kr,sc}/files/*-[0-9]*-wght-normal.woff2`,
];

/** @type {import('next').NextConfig} */
const config = {
  poweredByHeader: false,
  // What serves is a folder of its own, without what only builds: .next/standalone, see scripts/launch/build.mjs. Vercel makes its own.
  ...(process.env.VERCEL === undefined && { output: 'standalone' }),
  outputFileTracingRoot: import.meta.dirname,
  // A page that was fetched ahead is shown for half a minute, not five: plays come in meanwhile.
  experimental: { staleTimes: { static: 30 } },
  // These load files of their own at run time, or are not needed at all most of the time: never bundled.
  serverExternalPackages: [
    '@electric-sql/pglite',
    '@opentelemetry/api',
    '@opentelemetry/exporter-trace-otlp-http',
    '@opentelemetry/resources',
    '@opentelemetry/sdk-trace-node',
    '@prisma/adapter-pg',
    '@resvg/resvg-js',
    '@sentry/nextjs',
    'pg',
    'pg-boss',
    'pino',
    'prom-client',
    'satori',
    'subset-font',
  ],
  // The readiness check compares the database with the migrations.
  outputFileTracingIncludes: {
    '/api/health/**': ['./prisma/migrations/**/*'],
    '/**/share/**': PICTURE_FONTS,
    '/**/picture': PICTURE_FONTS,
  },
  // Nothing of ours goes through the image optimizer, and what it stores would outlive a revoked report: its route is a 404.
  images: { unoptimized: true },
  // Metadata stands in the head for everybody: programs that preview links are too many to list.
  htmlLimitedBots: /.*/,
  // The demo and the tests open the development server by its number; `localhost` is what Next expects.
  allowedDevOrigins: ['127.0.0.1'],
  rewrites: async () => [{ source: '/metrics', destination: '/api/metrics' }],
  headers: async () => [
    { source: '/:path*', headers: securityHeaders },
    { source: '/api/:path*', headers: routeHeaders },
    // Other sites show them: the picture of a report beside a link to it, and a badge.
    {
      source: '/api/badge/:badgeId',
      headers: [{ key: 'Cross-Origin-Resource-Policy', value: 'cross-origin' }],
    },
    {
      source: '/share/:shareId/image.png',
      headers: [{ key: 'Cross-Origin-Resource-Policy', value: 'cross-origin' }],
    },
  ],
};

/** What is needed to give Sentry the source maps of a build. They are not served: browsers never see them. */
const {
  SENTRY_AUTH_TOKEN: authToken,
  SENTRY_ORG: org,
  SENTRY_PROJECT: project,
  SENTRY_RELEASE,
} = process.env;

/** @param {import('next').NextConfig} plain */
async function withSourceMaps(plain) {
  const { withSentryConfig } = await import('@sentry/nextjs/config');
  return withSentryConfig(plain, {
    authToken,
    org,
    project,
    silent: true,
    telemetry: false,
    ...(SENTRY_RELEASE && { release: { name: SENTRY_RELEASE } }),
    sourcemaps: { deleteSourcemapsAfterUpload: true },
  });
}

export default authToken && org && project ? await withSourceMaps(config) : config;
