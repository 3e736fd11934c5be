import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parseSource } from '../../architecture/source';
import { resolved } from '../../architecture/wall';

const ROOT = resolve(import.meta.dirname, '../../..');
const DOCUMENTS = [
  'src/app/landing-page.tsx',
  'src/app/dashboard/dashboard-page.tsx',
  'src/app/history/history-page.tsx',
  'src/app/share/[shareId]/share-renderer.tsx',
];

const fileOf = (path: string) =>
  ['', '.ts', '.tsx']
    .map((ending) => `${path}${ending}`)
    .find((file) => /\.tsx?$/.test(file) && exists(file));
const exists = (path: string) => existsSync(join(ROOT, path));

/** The components that a document is made of, with what each imports. */
function componentsOf(document: string) {
  const found = new Map<string, ReturnType<typeof parseSource>>();
  const follow = (path: string): void => {
    if (found.has(path)) return;
    const source = parseSource(path, readFileSync(join(ROOT, path), 'utf8'));
    found.set(path, source);
    for (const imported of source.imports) {
      const file = fileOf(resolved(path, imported) ?? '');
      if (file?.startsWith('src/components/')) follow(file);
    }
  };
  follow(document);
  return [...found.values()];
}

describe.each(DOCUMENTS)('the document of %s', (document) => {
  it('is made of nothing that React has to keep alive in the browser', () => {
    const components = componentsOf(document);
    expect(components.length).toBeGreaterThan(10);
    expect(components.filter((source) => source.isClientOnly).map(({ path }) => path)).toEqual([]);
    const framework = components.flatMap(({ path, imports }) =>
      imports.filter(({ name }) => /^next(\/|$)/.test(name ?? '')).map(({ name }) => `${path}: ${name}`),
    );
    expect(framework).toEqual([]);
  });
});
