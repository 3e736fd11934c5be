import { readdirSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';

const IMPORTS = /from '[^']*\/(relative-time|use-now)'/g;
const files = ['src/app', 'src/components'].flatMap((folder) =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((path) => /\.tsx?$/.test(path))
    .map((path) => `${folder}/${path}`),
);

it('an age on a page goes on while the page is open', () => {
  const ages = files.flatMap((path) => {
    const used = [...readFileSync(path, 'utf8').matchAll(IMPORTS)].map(([, name]) => name);
    return used.includes('relative-time') ? [{ path, isKeptUp: used.includes('use-now') }] : [];
  });
  expect(ages.length).toBeGreaterThan(0);
  expect(ages.filter(({ isKeptUp }) => !isKeptUp)).toEqual([]);
});
