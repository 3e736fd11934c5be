import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const SCRIPT = join(resolve(import.meta.dirname, '../../..'), 'scripts/audit.mjs');

/** What the registry says of `next`; null: it has no answer. */
let flaw: object | null = null;
let registry: Server;
/** npm remembers advisories. */
const cache = mkdtempSync(join(tmpdir(), 'audiospective-audit-'));

beforeAll(async () => {
  registry = createServer((request, response) => {
    request.resume();
    if (flaw === null || request.method === 'GET') return response.writeHead(404).end('{}');
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify({ next: [flaw] }));
  });
  await new Promise<void>((listening) => registry.listen(0, '127.0.0.1', listening));
});
afterAll(async () => {
  await new Promise((closed) => registry.close(closed));
  rmSync(cache, { recursive: true });
});

function audit(env: NodeJS.Dict<string>): Promise<{ code: number; output: string }> {
  const { port } = registry.address() as AddressInfo;
  const settings = {
    npm_config_registry: `http://127.0.0.1:${port}`,
    npm_config_fetch_retries: '0',
    npm_config_cache: cache,
  };
  return new Promise((done) => {
    execFile(
      process.execPath,
      [SCRIPT],
      { env: { ...process.env, ...settings, ...env } },
      (error, out, errors) =>
        done({ code: typeof error?.code === 'number' ? error.code : 0, output: out + errors }),
    );
  });
}

const advisory = (severity: string) => ({
  id: severity.length,
  url: 'https://example.org',
  title: 'A flaw',
  severity,
  vulnerable_versions: '>=0.0.0',
});

describe('npm run audit', () => {
  it('says that it did not audit where the registry does not answer; in CI that is a failure', async () => {
    flaw = null;
    const unaudited = {
      output: expect.stringContaining('Not audited: the package registry does not answer.'),
    };
    expect(await audit({ CI: '' })).toMatchObject({ code: 0, ...unaudited });
    expect(await audit({ CI: 'true' })).toMatchObject({ code: 1, ...unaudited });
  });

  it('fails over a serious flaw of a package that is shipped, and names it', async () => {
    flaw = advisory('high');
    expect(await audit({})).toMatchObject({
      code: 1,
      output: expect.stringMatching(/high: next.*packages have serious flaws/s),
    });
  });

  it('names lesser flaws and passes', async () => {
    flaw = advisory('low');
    expect(await audit({})).toMatchObject({ code: 0, output: expect.stringContaining('low: next') });
  });
});
