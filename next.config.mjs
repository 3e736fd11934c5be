const YEAR_SECONDS = 31_536_000;

/** The Content-Security-Policy is not here: it carries a nonce that is new for every page, see src/proxy.ts. */
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
];

/** @type {import('next').NextConfig} */
const config = {
  poweredByHeader: false,
  // These load files of their own at run time, or are not needed at all most of the time: never bundled.
  serverExternalPackages: [
    '@electric-sql/pglite',
    '@prisma/adapter-pg',
    '@sentry/nextjs',
    'pg',
    'pg-boss',
    'pino',
  ],
  // The readiness check compares the database with these.
  outputFileTracingIncludes: { '/api/health/**': ['./prisma/migrations/**/*'] },
  // The demo and the tests open the development server by its number; `localhost` is what Next expects.
  allowedDevOrigins: ['127.0.0.1'],
  headers: async () => [{ source: '/:path*', headers: securityHeaders }],
};

export default config;
