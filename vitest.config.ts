import react from '@vitejs/plugin-react';
import { defineConfig } from 'vitest/config';

// An odd zone on purpose: code that forgets whose day it is fails here, not at a listener's midnight.
process.env.TZ = 'Asia/Kathmandu';

const alias = {
  '@': new URL('./src', import.meta.url).pathname,
  'server-only': new URL('./node_modules/server-only/empty.js', import.meta.url).pathname,
};

// A test that hangs ends, and one on a machine with much else to do does not.
const PATIENCE = { testTimeout: 300_000, hookTimeout: 300_000, expect: { poll: { timeout: 60_000 } } };

// The files of a worker load the code, and a database, once. Tests leave garbage quickly: with room for it, a tenth less time.
const SHARED_WORKERS = {
  pool: 'forks' as const,
  execArgv: ['--max-semi-space-size=64'],
  maxWorkers: 2,
  isolate: false,
  ...PATIENCE,
};

const ON_A_DATABASE = {
  globalSetup: ['tests/support/database/database-template.ts', 'tests/support/import/reader-bundle.ts'],
  ...SHARED_WORKERS,
};

/** What a PostgreSQL server may do otherwise than the embedded database: writes beside each other, locks, migrations. */
const DIFFERS_ON_A_SERVER = [
  'account/account-deletion',
  'analytics/{time-zone,verify-archive}',
  'archival/*',
  'catalogue/track-completion',
  'embedded/sql-source',
  'export/export',
  'import/import-work',
  'queue/local-queue',
].map((name) => `tests/integration/${name}.test.ts`);

const serverTests = [
  'tests/server/**/*.test.ts',
  ...(process.env.TEST_DEPTH === 'deep' ? ['tests/integration/**/*.test.ts'] : DIFFERS_ON_A_SERVER),
];

export default defineConfig({
  plugins: [react()],
  resolve: { alias },
  test: {
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          include: ['tests/unit/**/*.test.ts', 'tests/architecture.test.ts'],
          ...SHARED_WORKERS,
        },
      },
      {
        extends: true,
        test: {
          name: 'unit-dom',
          environment: 'jsdom',
          include: ['tests/unit/**/*.test.tsx'],
          ...SHARED_WORKERS,
        },
      },
      {
        extends: true,
        test: { name: 'integration', include: ['tests/integration/**/*.test.ts'], ...ON_A_DATABASE },
      },
      {
        extends: true,
        test: { name: 'server', include: serverTests, ...ON_A_DATABASE },
      },
      {
        extends: true,
        test: { name: 'hosted', include: ['tests/hosted/**/*.test.ts'], ...SHARED_WORKERS },
      },
      {
        extends: true,
        test: { name: 'package', include: ['tests/package/**/*.test.ts'], ...SHARED_WORKERS },
      },
    ],
  },
});
