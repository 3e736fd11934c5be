import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';
import { z } from 'zod';

const ROOT = resolve(import.meta.dirname, '../../..');
const LAUNCH = join(ROOT, 'scripts/launch');
const folder = mkdtempSync(join(tmpdir(), 'audiospective-launch-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** Runs a command as a shell would, without Spotify's keys. */
function run(script: string, ...rest: Array<string | NodeJS.Dict<string>>) {
  const args = rest.filter((part) => typeof part === 'string');
  const env = {
    ...process.env,
    SPOTIFY_CLIENT_ID: '',
    SPOTIFY_CLIENT_SECRET: '',
    NEXTAUTH_URL: '',
    PORT: '',
    DATABASE_URL: '',
    TEST_DATABASE_URL: '',
    ...Object.assign({}, ...rest.filter((part) => typeof part !== 'string')),
  };
  const { status, stdout, stderr } = spawnSync(process.execPath, [join(ROOT, 'scripts', script), ...args], {
    env,
    encoding: 'utf8',
  });
  return { code: status, output: stdout + stderr };
}

/** Evaluates an expression over a module of scripts/launch, named `m`, and answers its JSON. */
function evaluate(module: string, expression: string): unknown {
  const code = `import(${JSON.stringify(pathToFileURL(join(LAUNCH, module)).href)})
    .then(async (m) => console.log(JSON.stringify(await (${expression}))))`;
  return JSON.parse(spawnSync(process.execPath, ['-e', code], { encoding: 'utf8' }).stdout);
}

/** A folder of its own with these files; answers its path. */
function projectOf(name: string, files: Record<string, string>): string {
  const project = join(folder, name);
  mkdirSync(project);
  for (const [file, text] of Object.entries(files)) writeFileSync(join(project, file), text);
  return project;
}

const launchers = () => [
  ...readdirSync(join(ROOT, 'scripts'))
    .filter((name) => name.endsWith('.mjs') && !name.startsWith('prisma'))
    .map((name) => join(ROOT, 'scripts', name)),
  ...readdirSync(LAUNCH, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.mjs'))
    .map((name) => join(LAUNCH, name)),
];

describe('every command', () => {
  it('starts as plain Node, before any package is installed', () => {
    const packages = launchers().flatMap((file) => {
      const imports = [...readFileSync(file, 'utf8').matchAll(/^(?:import|export) .*?from '([^']+)'/gms)];
      return imports.map(([, name]) => `${name}`).filter((name) => !/^(node:|\.)/.test(name));
    });
    expect(packages).toEqual([]);
  });
});

describe('npm start', () => {
  it('says in three lines how to get the keys of Spotify that are missing', () => {
    const { code, output } = run('start.mjs');
    expect(code).toBe(1);
    expect(output).toContain('https://developer.spotify.com/dashboard');
    expect(output).toContain('http://127.0.0.1:3000/api/auth/callback/spotify');
    expect(output).toMatch(/SPOTIFY_CLIENT_ID=.*SPOTIFY_CLIENT_SECRET=.*\.env/);
  });

  it('names the redirect URI of another port', () => {
    expect(run('start.mjs', '--port', '4100').output).toContain(
      'http://127.0.0.1:4100/api/auth/callback/spotify',
    );
  });

  it('leaves the port of an https address to the proxy that listens there', () => {
    const { output } = run('start.mjs', { NEXTAUTH_URL: 'https://music.example.org:0' });
    expect(output).toContain('https://music.example.org:0/api/auth/callback/spotify');
    expect(output).not.toContain('a port is');
  });

  it.each([
    [{ NEXTAUTH_URL: 'music.example.org' }, /^NEXTAUTH_URL must be a whole address, such as https:/],
    [{ PORT: 'often' }, /^PORT: a port is a whole number from 1 to 65535\.$/],
    [
      { HOST: 'http://0.0.0.0' },
      /^HOST must be 127\.0\.0\.1 for this machine alone or 0\.0\.0\.0 for the network: /,
    ],
    [{ HOST: '192.168.1.5' }, /^HOST must be 127\.0\.0\.1 .* call the server at 127\.0\.0\.1\.$/],
    [{ NEXTAUTH_URL: 'http://127.0.0.1:0' }, /^NEXTAUTH_URL: a port is a whole number from 1 to 65535\.$/],
  ])('says in a line what is wrong with %o', (settings, line) => {
    const { code, output } = run('start.mjs', settings);
    expect([code, output.trim()]).toEqual([1, expect.stringMatching(line)]);
  });

  it('creates secrets once, reuses them, and lets only the owner read them', () => {
    const file = join(folder, 'own', 'secrets.env');
    const first = evaluate('secrets.mjs', `m.keepSecrets(${JSON.stringify(file)})`);
    const secrets = z.object({ NEXTAUTH_SECRET: z.string().min(32), TOKEN_KEYS: z.string() }).parse(first);
    expect(Buffer.from(secrets.TOKEN_KEYS.replace('k1:', ''), 'base64')).toHaveLength(32);
    expect(evaluate('secrets.mjs', `m.keepSecrets(${JSON.stringify(file)})`)).toEqual(first);
    expect(statSync(file).mode & 0o777).toBe(0o600);
  });
});

describe('npm run migrate', () => {
  it('migrates no other database than the one that is named', () => {
    const { code, output } = run('migrate.mjs');
    expect(code).toBe(2);
    expect(output).toContain(
      'DATABASE_URL is not set, neither in the environment nor in .env or .env.local.',
    );
  });

  it('does not migrate the embedded database where another is served', () => {
    const url = 'postgresql://somebody:hush@127.0.0.1:1/archive';
    const { code, output } = run('migrate.mjs', { DATABASE_URL: url }, '--embedded');
    expect(code).toBe(2);
    expect(output).toContain('--embedded would migrate a database that is not served');
  });

  it('names the database before it acts, without the password', () => {
    const url = 'postgresql://somebody:hush@127.0.0.1:1/archive';
    const { code, output } = run('migrate.mjs', { DATABASE_URL: url });
    expect(code).toBe(1);
    expect(output).toContain('Migrating the database archive on 127.0.0.1:1 …');
    expect(output).not.toMatch(/hush|somebody/);
  });
});

describe('a command that needs the database', () => {
  const commands: Array<[string, ...string[]]> = [
    ['migrate.mjs'],
    ['verify-archive.mjs'],
    ['admin.mjs', 'listeners'],
  ];
  const settings = {
    NEXTAUTH_SECRET: 's'.repeat(32),
    TOKEN_KEYS: `k1:${Buffer.alloc(32, 7).toString('base64')}`,
    SPOTIFY_CLIENT_ID: 'client',
    SPOTIFY_CLIENT_SECRET: 'secret',
  };

  it.each(commands)('says what to do when nobody answers there: %s', (script, ...args) => {
    const url = 'postgresql://somebody:hush@127.0.0.1:1/archive';
    const { code, output } = run(script, ...args, { ...settings, DATABASE_URL: url });
    expect(code).toBe(1);
    expect(output).toContain('The database archive on 127.0.0.1:1 cannot be reached: connect ECONNREFUSED');
    expect(output).toContain('Start PostgreSQL, or correct host and port in DATABASE_URL.');
    expect(output).not.toMatch(/prisma|hush/);
  });

  it.each(commands)('says so when DATABASE_URL is no address: %s', (script, ...args) => {
    const { code, output } = run(script, ...args, { ...settings, DATABASE_URL: 'archive' });
    expect(code).toBe(1);
    expect(output).toContain('DATABASE_URL must be postgresql://USER:PASSWORD@HOST:PORT/DATABASE');
  });
});

describe('npm run restore', () => {
  it('asks for the file that is to be restored', () => {
    const { code, output } = run('database.mjs', 'restore', { DATA_DIR: join(folder, 'restored') });
    expect(code).toBe(2);
    expect(output).toMatch(/^restore FILE: name the backup, /);
  });
});

describe('npm run doctor', () => {
  it('says which settings are missing, and ends as a failure', () => {
    const { code, output } = run('doctor.mjs', { DATABASE_URL: 'postgresql://me:hush@127.0.0.1:1/archive' });
    expect(code).toBe(1);
    expect(output).toMatch(/PROBLEM {2}environment +SPOTIFY_CLIENT_ID is not set\. Create an app at/);
    expect(output).not.toContain('hush');
  });

  it('tells a data folder that cannot be used', () => {
    const { code, output } = run('doctor.mjs', { DATA_DIR: join(ROOT, 'package.json', 'data') });
    expect(code).toBe(1);
    expect(output).toMatch(/PROBLEM {2}database .*The data folder cannot be used: ENOTDIR/);
  });
});

describe('npm run demo', () => {
  it('lists the scenarios when it does not know one', () => {
    const { code, output } = run('demo.mjs', '--scenario', 'loud');
    expect(code).toBe(1);
    expect(output).toContain('There is no scenario "loud"');
    expect(output).toContain('regular, quiet, heavy, gap, traveller, newcomer, lifelong');
  });

  it.each([[], ['--fresh']])('leaves a folder alone that holds a real archive (%j)', (...more) => {
    const archive = projectOf(`archive${more.length}`, { 'secrets.env': 'TOKEN_KEYS=k1:x' });
    const { code, output } = run('demo.mjs', '--port', '3529', '--data', archive, ...more);
    expect(code).toBe(1);
    expect(output).toContain(`${archive} contains something other than a demo.`);
    expect(readdirSync(archive)).toEqual(['secrets.env']);
  });

  it('says so when its port is in use, and names the way to another', async () => {
    const server = createServer();
    const port = await new Promise<number>((done) => {
      server.listen(0, '127.0.0.1', () => done(z.object({ port: z.number() }).parse(server.address()).port));
    });
    const { code, output } = run('demo.mjs', '--port', String(port));
    server.close();
    expect(code).toBe(1);
    expect(output).toContain(`Port ${port} is in use`);
    expect(output).toContain(`--port ${port + 1}`);
  });
});

describe('npm test', () => {
  it('sums up its parts in one line', () => {
    const parts =
      '[{ passed: 3, failed: 1, skipped: 0, failures: [], skips: [] }, { passed: 4, failed: 0, skipped: 2, failures: [], skips: [] }]';
    expect(evaluate('test-counts.mjs', `m.countsLine(m.sumOf(${parts}))`)).toBe(
      '7 passed, 1 failed, 2 skipped',
    );
    expect(evaluate('test-counts.mjs', 'm.countsLine(m.sumOf([]))')).toBe('0 passed, 0 failed');
  });

  it('names each failure and each skipped test of Vitest beside the sum: tests, and files that do not load', () => {
    const project = projectOf('vitest', {
      'sums.test.js':
        "test('add up', () => { expect(1 + 1, 'the sum').toBe(3); }); test('are sums', () => {}); test.skip('wait', () => {}); test('ask', () => { throw new Error('\\nInvalid question:\\n\\n  no such table'); });",
      'torn.test.js': "import './nowhere.js';",
    });
    const report = join(project, 'report.json');
    const args = ['run', '--root', project, '--globals', '--reporter=json', `--outputFile=${report}`];
    spawnSync(process.execPath, [join(ROOT, 'node_modules/vitest/vitest.mjs'), ...args], { cwd: project });
    expect(evaluate('test-counts.mjs', `m.vitestCounts(${JSON.stringify(report)})`)).toEqual({
      passed: 1,
      failed: 3,
      skipped: 1,
      skips: [expect.stringMatching(/sums\.test\.js > wait$/)],
      failures: [
        expect.stringMatching(/torn\.test\.js > the file: .*nowhere\.js/),
        expect.stringMatching(/sums\.test\.js > add up: AssertionError: the sum: expected 2 to be 3/),
        expect.stringMatching(/sums\.test\.js > ask: Error: Invalid question: no such table$/),
      ],
    });
  });

  it('names each failure and each skipped test of Playwright beside the sum', () => {
    const playwright = join(ROOT, 'node_modules/@playwright/test');
    const project = projectOf('playwright', {
      'sums.spec.mjs': `import { expect, test } from ${JSON.stringify(join(playwright, 'index.mjs'))};
        test.describe('sums', () => test('add up', () => expect(1 + 1).toBe(3)));
        test('are sums', () => {});
        test.skip('wait', () => {});`,
    });
    const report = join(project, 'report.json');
    spawnSync(process.execPath, [join(playwright, 'cli.js'), 'test', '--reporter=json'], {
      cwd: project,
      env: { ...process.env, PLAYWRIGHT_JSON_OUTPUT_NAME: report },
    });
    expect(evaluate('test-counts.mjs', `m.playwrightCounts(${JSON.stringify(report)})`)).toEqual({
      passed: 1,
      failed: 1,
      skipped: 1,
      skips: [expect.stringMatching(/sums\.spec\.mjs > wait$/)],
      failures: [expect.stringMatching(/sums\.spec\.mjs > add up: Error: expect\(received\)\.toBe/)],
    });
  });

  it('knows no other parts than there are', () => {
    expect(run('test.mjs', 'smoke')).toMatchObject({
      code: 1,
      output: expect.stringContaining('unit, integration, e2e, hosted, server, package'),
    });
  });

  it('says how to name the server that its part for one needs', () => {
    const { code, output } = run('test.mjs', 'server');
    expect(code).toBe(1);
    expect(output).toContain('TEST_DATABASE_URL=postgresql://');
  });
});
