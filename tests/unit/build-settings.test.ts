import { spawnSync } from 'node:child_process';
import { expect, it } from 'vitest';
import { z } from 'zod';

const settings = z.object({ names: z.array(z.string()), maps: z.boolean().optional() });

/** The settings of a build with these variables. */
function settingsWith(variables: Record<string, string>) {
  const code = `import(process.cwd() + '/next.config.mjs').then(({ default: config }) => console.log(JSON.stringify(
    { names: Object.keys(config), maps: config.productionBrowserSourceMaps })))`;
  const { PATH } = process.env;
  const { stdout } = spawnSync(process.execPath, ['-e', code], {
    encoding: 'utf8',
    env: { PATH, NODE_ENV: 'production', ...variables },
  });
  return settings.parse(JSON.parse(stdout));
}

const KEYS = { SENTRY_AUTH_TOKEN: 'token', SENTRY_ORG: 'org', SENTRY_PROJECT: 'project' };

it('makes no source maps for browsers, and hands none on, unless all keys of Sentry are there', () => {
  const plain = settingsWith({});
  expect(plain.maps ?? false).toBe(false);
  expect(settingsWith({ ...KEYS, SENTRY_ORG: '' })).toEqual(plain);
});

it('gives Sentry the source maps of a build where its keys are there', () => {
  const added = settingsWith({ ...KEYS, TURBOPACK: '1' }).names;
  expect(added).toContain('compiler');
});
