import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, relative, resolve, sep } from 'node:path';
import { describe, expect, it } from 'vitest';
import { broken, type Rule, sound } from './architecture/examples';
import * as rules from './architecture/rules';
import { parseSource, type Source } from './architecture/source';
import { formatViolation } from './architecture/violation';
import { breachesOf } from './architecture/wall';

const ROOT = resolve(import.meta.dirname, '..');
const CODE = /\.(ts|tsx|mts|mjs)$/;
const NOT_OURS = /^src\/generated\//;

function sourcesIn(...folders: string[]): Source[] {
  const present = folders.map((folder) => join(ROOT, folder)).filter((folder) => existsSync(folder));
  const entries = present.flatMap((f) => readdirSync(f, { withFileTypes: true, recursive: true }));
  return entries
    .filter((entry) => entry.isFile() && CODE.test(entry.name))
    .map((entry) => relative(ROOT, join(entry.parentPath, entry.name)).split(sep).join('/'))
    .filter((path) => !NOT_OURS.test(path))
    .sort()
    .map((path) => parseSource(path, readFileSync(join(ROOT, path), 'utf8')));
}

const product = sourcesIn('src');
const functions = readdirSync(join(ROOT, 'prisma/sql'), { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.sql'))
  .map((name) => ({ path: `prisma/sql/${name.split(sep).join('/')}` }));
const everything = [
  ...product,
  ...sourcesIn('simulator', 'tests', 'e2e', 'bench', 'scripts', 'prisma', '.ci'),
];

const found = (rule: Rule, sources: readonly Source[]) => sources.flatMap(rule).map(formatViolation);

describe('the house', () => {
  it('is found, all floors of it', () => {
    expect(product.length).toBeGreaterThan(100);
    expect(everything.length).toBeGreaterThan(product.length);
  });

  it('is built so that imports run one way: app → middleware → services → repositories → lib → lib/shared', () => {
    expect(found(breachesOf, product)).toEqual([]);
  });

  it('has the same subjects on every floor, and no crowded folder', () => {
    const named = [...product, ...functions];
    expect(functions.length).toBeGreaterThan(20);
    expect(named.flatMap(rules.foldersBySubject).map(formatViolation)).toEqual([]);
    expect(rules.crowdedFolders([...everything, ...functions]).map(formatViolation)).toEqual([]);
  });

  it('makes every page one way: a page.tsx, and no route that prints a document', () => {
    expect(found(rules.pagesUnderRoutes, product)).toEqual([]);
  });

  it('has no two files that import each other in a circle', () => {
    expect(rules.circles(product).map(formatViolation)).toEqual([]);
  });

  it('exports no name that means two things', () => {
    expect(rules.doubleNames(product).map(formatViolation)).toEqual([]);
  });

  it('asks the database in repositories only', () => {
    expect(found(rules.queriesOutsideRepositories, product)).toEqual([]);
  });

  it('reads the environment in one file only', () => {
    expect(found(rules.environmentReads, product)).toEqual([]);
  });

  it('marks the few files that must never reach a browser', () => {
    expect(found(rules.serverMarkers, product)).toEqual([]);
  });

  it('has no barrels', () => {
    expect(found(rules.barrels, product)).toEqual([]);
  });

  it('keeps files short, those of tests and tools too', () => {
    expect(found(rules.oversizeFile, everything)).toEqual([]);
  });

  it('keeps functions short', () => {
    expect(found(rules.oversizeFunctions, product)).toEqual([]);
  });

  it('keeps route handlers to parsing, one call and the answer', () => {
    expect(found(rules.oversizeHandlers, product)).toEqual([]);
  });
});

describe('the inspector', () => {
  it.each(broken)('objects to %s', (_what, rule, path, text, objection) => {
    const objections = rule(parseSource(path, text)).map(formatViolation);
    expect(objections).toHaveLength(1);
    expect(objections[0]).toContain(objection);
  });

  it.each(sound)('has nothing against %s', (_what, rule, path, text) => {
    expect(rule(parseSource(path, text)).map(formatViolation)).toEqual([]);
  });

  it('reports an import cycle with its path, through types and re-exports', () => {
    const circle = [
      parseSource('src/lib/a.ts', "import { b } from './b';"),
      parseSource('src/lib/b.ts', "import type { C } from '@/lib/c';"),
      parseSource('src/lib/c.tsx', "export { a } from './a';"),
    ];
    expect(rules.circles(circle).map(formatViolation)).toEqual([
      expect.stringContaining('src/lib/a.ts → src/lib/b.ts → src/lib/c.tsx → src/lib/a.ts'),
    ]);
    expect(rules.circles(circle.slice(0, 2))).toEqual([]);
  });

  it('objects to a name that two files export, but for a type and its schema', () => {
    const twice = [
      parseSource('src/lib/range.ts', 'export interface Range { from: string }'),
      parseSource('src/lib/range-schema.ts', 'export const Range = z.object({});'),
      parseSource('src/repositories/range.ts', 'export type Range = string;'),
    ];
    expect(rules.doubleNames(twice).map(formatViolation)).toEqual([
      expect.stringContaining('src/repositories/range.ts:1  Range is exported by another file too'),
    ]);
    expect(rules.doubleNames(twice.slice(0, 2))).toEqual([]);
  });

  it('objects to a folder of more than 25 files', () => {
    const files = Array.from({ length: 26 }, (_, n) => parseSource(`src/lib/kv/${n}.ts`, ''));
    expect(rules.crowdedFolders(files).map(formatViolation)).toEqual([
      expect.stringContaining('A folder has 25 files at most; this one has 26'),
    ]);
    expect(rules.crowdedFolders(files.slice(1))).toEqual([]);
  });

  it('refuses what it cannot read', () => {
    expect(() => parseSource('src/lib/a.ts', 'const = 1;')).toThrow('src/lib/a.ts cannot be parsed');
  });
});
