import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, relative, resolve, sep } from 'node:path';
import { describe, expect, it } from 'vitest';
import * as rules from './architecture/rules';
import { parseSource, type Source } from './architecture/source';
import { told, type Violation } from './architecture/violation';
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
const everything = [
  ...product,
  ...sourcesIn('simulator', 'tests', 'e2e', 'bench', 'scripts', 'prisma', '.ci'),
];

/** A rule over one file. */
type Rule = (source: Source) => Violation[];

const found = (rule: Rule, sources: readonly Source[]) => sources.flatMap(rule).map(told);

describe('the house', () => {
  it('is found, all floors of it', () => {
    expect(product.length).toBeGreaterThan(100);
    expect(everything.length).toBeGreaterThan(product.length);
  });

  it('is built so that imports run one way: app → middleware → services → repositories → lib → lib/shared', () => {
    expect(found(breachesOf, product)).toEqual([]);
  });

  it('has no two files that import each other in a circle', () => {
    expect(rules.circles(product).map(told)).toEqual([]);
  });

  it('asks the database in repositories only', () => {
    expect(found(rules.queriesOutsideRepositories, product)).toEqual([]);
  });

  it('reads the environment in one file only', () => {
    expect(found(rules.environmentReads, product)).toEqual([]);
  });

  it('marks what must never reach a browser', () => {
    expect(found(rules.unmarkedServerFiles, product)).toEqual([]);
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

const MARKED = "import 'server-only';\n";
const lines = (count: number) => '  f();\n'.repeat(count);

/** What the rules must object to: a file, its text, and the beginning of the objection. */
const broken: [what: string, rule: Rule, path: string, text: string, objection: string | RegExp][] = [
  [
    'a service that imports another service',
    breachesOf,
    'src/services/share-service.ts',
    "import { stats } from './analytics-service';",
    'src/services/share-service.ts:1  src/services/analytics-service may not be imported here. A service never',
  ],
  [
    'a file of a service that imports a service',
    breachesOf,
    'src/services/archival/tick.ts',
    "import type { Stats } from '@/services/analytics-service';",
    'src/services/analytics-service may not be imported here',
  ],
  [
    'a repository that reaches up',
    breachesOf,
    'src/repositories/a-repository.ts',
    `${MARKED}import { recordPlays } from '../services/record-plays';`,
    'src/repositories/a-repository.ts:2  repositories may import lib, lib/shared, generated; src/services/record-plays is none',
  ],
  [
    'a page that skips a floor',
    breachesOf,
    'src/app/top/page.tsx',
    "const all = await import('@/repositories/auth/user-repository');",
    'src/repositories/auth/user-repository is none of these',
  ],
  [
    'a component that knows the server',
    breachesOf,
    'src/components/list.tsx',
    "import { env } from '@/lib/env';",
    'src/lib/env may not be imported here',
  ],
  [
    'a component that reads files',
    breachesOf,
    'src/components/list.tsx',
    "import { readFile } from 'node:fs/promises';",
    'components runs in browsers, where node:fs/promises is not',
  ],
  [
    'a service that knows Prisma',
    breachesOf,
    'src/services/a.ts',
    "import { Prisma } from '@/generated/prisma/client';",
    'Only repositories and lib/db know Prisma',
  ],
  [
    'a driver that knows Prisma',
    breachesOf,
    'src/lib/cache.ts',
    "export type { PrismaClient } from '@prisma/client';",
    'Only repositories and lib/db know Prisma',
  ],
  [
    'a service that knows Next',
    breachesOf,
    'src/services/a.ts',
    "import { headers } from 'next/headers';",
    'do not know Next',
  ],
  [
    'a product that needs its tests',
    breachesOf,
    'src/lib/spotify/client.ts',
    "const { Simulator } = require('../../../simulator/simulator');",
    'src imports nothing from outside src, but here simulator/simulator',
  ],
  [
    'an import that cannot be told',
    breachesOf,
    'src/lib/plugin.ts',
    'const plugin = await import(name);',
    'An import names what it imports',
  ],
  ['a file on no floor', breachesOf, 'src/utils/date.ts', '', 'Every file of src stands on a floor'],
  [
    'a query in a service',
    rules.queriesOutsideRepositories,
    'src/services/a.ts',
    'export const f = (deps: Deps) => deps.db.user.findMany();',
    'Only repositories and lib/db ask the database',
  ],
  [
    'SQL in a transaction of a service',
    rules.queriesOutsideRepositories,
    'src/services/a.ts',
    'await deps.db.$transaction((tx) => tx.$executeRaw`DELETE FROM users`);',
    'Only repositories and lib/db ask the database',
  ],
  [
    'an environment variable read on the way',
    rules.environmentReads,
    'src/lib/logger.ts',
    'const level = process.env.LOG_LEVEL;',
    'process.env is read in src/lib/env.ts alone',
  ],
  [
    'an environment unpacked',
    rules.environmentReads,
    'src/lib/logger.ts',
    'const { pid, env } = process;',
    'process.env is read in src/lib/env.ts alone',
  ],
  [
    'another variable than its own in the start hook',
    rules.environmentReads,
    'src/instrumentation.ts',
    'if (process.env.NEXT_RUNTIME && process.env.SENTRY_DSN) start();',
    'process.env is read in src/lib/env.ts alone',
  ],
  [
    'a server file without its marker',
    rules.unmarkedServerFiles,
    'src/lib/clock.ts',
    "import { setTimeout } from 'node:timers/promises';\nimport 'server-only';",
    "A server file begins with `import 'server-only'`",
  ],
  ['an index file', rules.barrels, 'src/components/index.ts', '', 'There are no barrels'],
  [
    'an export of everything',
    rules.barrels,
    'src/lib/kv.ts',
    "export * from './lib';",
    'There are no barrels',
  ],
  [
    'a long file',
    rules.oversizeFile,
    'tests/long.test.ts',
    lines(301),
    'A file has 300 lines at most; this one has 301',
  ],
  [
    'a long function',
    rules.oversizeFunctions,
    'src/lib/long.ts',
    `const f = 1;\nexport const long = () => {\n${lines(39)}};`,
    'src/lib/long.ts:2  A function has 40 lines at most; long has 41',
  ],
  [
    'a long method',
    rules.oversizeFunctions,
    'src/lib/long.ts',
    `class A {\n async long() {\n${lines(39)} }\n}`,
    'long has 41',
  ],
  [
    'a long route handler',
    rules.oversizeHandlers,
    'src/app/api/stats/route.ts',
    `export const GET = withUser({}, () => {\n${lines(14)}});`,
    'A route handler has 15 lines at most; GET has 16',
  ],
];

const sound: [what: string, rule: Rule, path: string, text: string][] = [
  ['a service over repositories', breachesOf, 'src/services/a.ts', "import { f } from '../repositories/b';"],
  [
    'a file of lib/db over Prisma',
    breachesOf,
    'src/lib/db/client.ts',
    "import { P } from '@/generated/prisma/client';",
  ],
  [
    'a transaction of a service',
    rules.queriesOutsideRepositories,
    'src/services/a.ts',
    'await deps.db.$transaction(f);',
  ],
  [
    'the start hook',
    rules.environmentReads,
    'src/instrumentation.ts',
    "if (process.env.NEXT_RUNTIME === 'nodejs') f();",
  ],
  [
    'a client page',
    rules.unmarkedServerFiles,
    'src/app/error.tsx',
    "'use client';\nexport default () => <p />;",
  ],
  ['a function of 40 lines', rules.oversizeFunctions, 'src/lib/a.ts', `function f() {\n${lines(38)}}`],
  ['a file of 300 lines', rules.oversizeFile, 'src/lib/a.ts', lines(300)],
  ['a word in a comment', rules.environmentReads, 'src/lib/a.ts', '// process.env.HOME is not read\n'],
];

describe('the inspector', () => {
  it.each(broken)('objects to %s', (_what, rule, path, text, objection) => {
    const objections = rule(parseSource(path, text)).map(told);
    expect(objections).toHaveLength(1);
    expect(objections[0]).toContain(objection);
  });

  it.each(sound)('has nothing against %s', (_what, rule, path, text) => {
    expect(rule(parseSource(path, text)).map(told)).toEqual([]);
  });

  it('tells a circle along its way, through types and re-exports', () => {
    const circle = [
      parseSource('src/lib/a.ts', "import { b } from './b';"),
      parseSource('src/lib/b.ts', "import type { C } from '@/lib/c';"),
      parseSource('src/lib/c.tsx', "export { a } from './a';"),
    ];
    expect(rules.circles(circle).map(told)).toEqual([
      expect.stringContaining('src/lib/a.ts → src/lib/b.ts → src/lib/c.tsx → src/lib/a.ts'),
    ]);
    expect(rules.circles(circle.slice(0, 2))).toEqual([]);
  });

  it('refuses what it cannot read', () => {
    expect(() => parseSource('src/lib/a.ts', 'const = 1;')).toThrow('src/lib/a.ts cannot be parsed');
  });
});
