import { afterAll, beforeAll, vi } from 'vitest';
import { APP } from '../http-stage';

/** Who opens the pages. One for all test files of a worker: pages that are loaded keep the headers that they were loaded with. */
export const reader = { cookie: '' };

/** In place of `next/headers`: what Next hands in of a request. */
export const nextHeaders = () => ({
  headers: async () => new Headers({ cookie: reader.cookie }),
  cookies: async () => ({ get: () => undefined }),
});

/** Call it at the top of a test file that opens pages. */
export function usePageSettings(): void {
  beforeAll(() => {
    const settings = {
      NEXTAUTH_URL: APP,
      NEXTAUTH_SECRET: 'a secret of thirty-two characters',
      DATABASE_URL: 'postgresql://x:y@localhost:5432/z',
      TOKEN_KEYS: `k1:${Buffer.alloc(32, 7).toString('base64')}`,
      SPOTIFY_CLIENT_ID: 'simulator-client',
      SPOTIFY_CLIENT_SECRET: 'simulator-secret',
    };
    for (const [name, value] of Object.entries(settings)) vi.stubEnv(name, value);
  });
  afterAll(() => vi.unstubAllEnvs());
}
