import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';

const ROOT = resolve(import.meta.dirname, '../../..');
const read = (file: string) => readFileSync(resolve(ROOT, file), 'utf8');

const composeSchema = z.object({
  services: z.record(
    z.string(),
    z.object({
      command: z.unknown().optional(),
      environment: z.record(z.string(), z.unknown()).optional(),
      restart: z.string().optional(),
      read_only: z.boolean().optional(),
      stop_grace_period: z.string().optional(),
    }),
  ),
});
const composed = (file: string) => composeSchema.parse(parse(read(file), { merge: true })).services;

const workflowSchema = z.object({
  on: z.record(z.string(), z.unknown()),
  permissions: z.record(z.string(), z.string()),
  jobs: z.record(
    z.string(),
    z.object({
      'runs-on': z.string(),
      'timeout-minutes': z.int(),
      steps: z.array(z.object({ run: z.string().optional(), uses: z.string().optional() })).min(1),
    }),
  ),
});

const settings = new Set(
  [...read('.env.example').matchAll(/^(?:# )?([A-Z][A-Z0-9_]+)=/gm)].map(([, name]) => name),
);
const unknownOf = (names: Iterable<string | undefined>) =>
  [...names].filter((name) => name !== 'NODE_ENV' && !settings.has(name));

/** What the page of each way of running tells. */
const PARTS = ['Run', 'Back up', 'Restore', 'Upgrade', 'Roll back', 'Rotate the keys', 'Watch'];

const commands = [...read('scripts/command.mjs').matchAll(/^ {2}'?([a-z-]+)'?: \[/gm)].map(
  ([, name]) => name,
);

describe('the files to deploy with', () => {
  it.each(['compose.yaml', 'compose.embedded.yaml'])('%s sets only what the server reads', (file) => {
    const { app, migrate } = composed(file);
    expect(unknownOf(Object.keys(app?.environment ?? {}))).toEqual([]);
    expect(app).toMatchObject({ restart: 'unless-stopped', read_only: true, stop_grace_period: '30s' });
    if (migrate) expect(commands).toContain([migrate.command].flat()[0]);
  });

  it.each(readdirSync(resolve(ROOT, '.github/workflows')))('the workflow %s is read as one', (file) => {
    const { jobs } = workflowSchema.parse(parse(read(`.github/workflows/${file}`)));
    const steps = Object.values(jobs).flatMap((job) => job.steps);
    expect(steps.every((step) => (step.run === undefined) !== (step.uses === undefined))).toBe(true);
    const scripts = steps.flatMap(({ run = '' }) => run.match(/(?:scripts|\.ci)\/[\w.-]+/g) ?? []);
    expect(scripts.filter((script) => !existsSync(resolve(ROOT, script)))).toEqual([]);
  });

  it('the image and the systemd unit set only what the server reads', () => {
    const image = [...read('Dockerfile').matchAll(/^ENV NODE_ENV.*$/gm)].join();
    const unit = [...read('deploy/audiospective.service').matchAll(/^Environment=.*$/gm)].join();
    for (const text of [image, unit.replace('Environment=', '')]) {
      const names = [...text.matchAll(/([A-Z_]+)=/g)].map(([, name]) => name);
      expect(names).toContain('DATA_DIR');
      expect(unknownOf(names)).toEqual([]);
    }
  });

  it('the image takes what source maps for Sentry need, the token as a secret that no layer keeps', () => {
    const [build = '', image = ''] = read('Dockerfile')
      .split(/^FROM .*$/m)
      .slice(-2);
    for (const name of ['SENTRY_ORG', 'SENTRY_PROJECT', 'SENTRY_RELEASE'])
      expect(build).toContain(`ARG ${name}\n`);
    expect(build).toMatch(/^RUN --mount=type=secret,id=sentry_auth_token /m);
    expect(read('Dockerfile')).not.toMatch(/(ARG|ENV) SENTRY_AUTH_TOKEN/);
    expect(image).toContain('ENV SENTRY_RELEASE=$SENTRY_RELEASE');
    expect(read('docs/deploy/docker.md')).toContain('--secret id=sentry_auth_token,env=SENTRY_AUTH_TOKEN');
  });

  it.each(['npm-start', 'docker', 'compose', 'systemd', 'vercel'])(
    'docs/deploy/%s.md goes from nothing to running, and through all that follows',
    (way) => {
      const page = read(`docs/deploy/${way}.md`);
      const parts = [...page.matchAll(/^\*\*([A-Z][a-z ]+)\.\*\*/gm)].map(([, part]) => part);
      expect(parts).toEqual(expect.arrayContaining(PARTS));
      expect(page).toMatch(/\(behind-a-proxy\.md\)|its own proxy/);
    },
  );

  it.each(['docker', 'compose', 'systemd', 'README'])(
    'docs/deploy/%s.md names only commands that there are',
    (page) => {
      const named = [
        ...read(`docs/deploy/${page}.md`).matchAll(/(?:command\.mjs|as_audiospective) ([a-z-]+)/g),
      ];
      expect(named.map(([, name]) => name).filter((name) => !commands.includes(name))).toEqual([]);
    },
  );
});
