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

export default defineConfig({
  plugins: [react()],
  resolve: { alias },
  test: {
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          sequence: { groupOrder: 0 },
          include: ['tests/unit/**/*.test.{ts,tsx}', 'tests/architecture.test.ts'],
          ...PATIENCE,
        },
      },
      {
        extends: true,
        test: {
          name: 'integration',
          include: ['tests/integration/**/*.test.ts'],
          globalSetup: ['tests/support/database-template.ts'],
          sequence: { groupOrder: 1 },
          pool: 'forks',
          maxWorkers: 2,
          ...PATIENCE,
        },
      },
    ],
  },
});
