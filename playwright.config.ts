import { defineConfig, devices } from '@playwright/test';
import { DATA_FOLDER, PRODUCT_URL } from './e2e/support/demo';

const { port } = new URL(PRODUCT_URL);

/** A real browser against the production build, which the demo's own launcher serves on ports and data of its own. */
export default defineConfig({
  testDir: 'e2e',
  fullyParallel: true,
  workers: 2,
  // A test that hangs ends, and one on a machine with much else to do does not.
  timeout: 300_000,
  expect: { timeout: 30_000 },
  forbidOnly: Boolean(process.env.CI),
  use: {
    baseURL: PRODUCT_URL,
    ...devices['Desktop Chrome'],
    // What goes through one cannot be watched or changed by a test; e2e/offline.spec.ts allows it.
    serviceWorkers: 'block',
    launchOptions: {
      ...(process.env.CHROME_PATH ? { executablePath: process.env.CHROME_PATH } : {}),
      args: [
        '--no-sandbox',
        '--disable-gpu',
        '--disable-quic',
        '--no-first-run',
        '--disable-sync',
        '--disable-background-networking',
        '--disable-component-update',
      ],
    },
    screenshot: 'only-on-failure',
  },
  projects: [
    { name: 'wide', use: { viewport: { width: 1440, height: 900 }, colorScheme: 'light' } },
    {
      name: 'phone',
      use: { viewport: { width: 390, height: 844 }, colorScheme: 'dark' },
      // What they are about has no width.
      testIgnore: /(error-reports|plug-in)\.spec\.ts$/,
    },
  ],
  webServer: {
    command: `node scripts/demo.mjs --port ${port} --data ${DATA_FOLDER} --fresh --scenario regular,gap`,
    url: `${PRODUCT_URL}/api/health/live`,
    timeout: 600_000,
    reuseExistingServer: false,
    stdout: 'pipe',
    gracefulShutdown: { signal: 'SIGTERM', timeout: 20_000 },
  },
});
