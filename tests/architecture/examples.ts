import * as rules from './rules';
import type { Source } from './source';
import type { Violation } from './violation';
import { breachesOf } from './wall';

/** A rule over one file. */
export type Rule = (source: Source) => Violation[];

const lines = (count: number) => '  f();\n'.repeat(count);

/** What the rules must object to: a file, its text, and the beginning of the objection. */
export const broken: [what: string, rule: Rule, path: string, text: string, objection: string | RegExp][] = [
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
    "import { recordPlays } from '../services/record-plays';",
    'src/repositories/a-repository.ts:1  repositories may import lib, lib/shared, generated; src/services/record-plays is none',
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
    'a folder that is no subject',
    rules.foldersBySubject,
    'src/services/helpers/date.ts',
    '',
    'A folder of services is one of: account',
  ],
  [
    'a SQL function that belongs to no subject',
    rules.foldersBySubject,
    'prisma/sql/claims/merge_claims.sql',
    '',
    'A folder of sql is one of: account',
  ],
  [
    'a component in no folder',
    rules.foldersBySubject,
    'src/components/list.tsx',
    '',
    'A folder of components is one of',
  ],
  [
    'a page under a route handler',
    rules.pagesUnderRoutes,
    'src/app/(listener)/top/route.ts',
    '',
    'A page is a page.tsx',
  ],
  [
    'a document rendered by hand',
    breachesOf,
    'src/app/html.ts',
    "const { renderToString } = await import('react-dom/server');",
    'Next renders pages',
  ],
  [
    'an import with a computed path',
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
    'a root without its marker in front',
    rules.serverMarkers,
    'src/lib/token-seal.ts',
    "import { randomBytes } from 'node:crypto';\nimport 'server-only';",
    "This file begins with `import 'server-only'`",
  ],
  [
    'a marker in any other file',
    rules.serverMarkers,
    'src/lib/clock.ts',
    "import 'server-only';",
    '`server-only` stands in the few roots',
  ],
  [
    'a client page that imports a service',
    breachesOf,
    'src/app/error.tsx',
    "'use client';\nimport { topTracks } from '@/services/analytics-service';",
    'src/services/analytics-service is none of these',
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
    "a service that passes on another file's function",
    rules.barrels,
    'src/services/account-service.ts',
    "export { deleteAccount } from './account/delete-account';",
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
    `export const { GET, POST } = route({\n  GET: withUser({}, f),\n  POST: withUser({}, () => {\n${lines(14)}}),\n});`,
    'A route handler has 15 lines at most; POST has 16',
  ],
];

/** What no rule may object to. */
export const sound: [what: string, rule: Rule, path: string, text: string][] = [
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
    'a client page over components',
    breachesOf,
    'src/app/error.tsx',
    "'use client';\nimport { ErrorPage } from '@/components/shell/error-page';\nexport default ErrorPage;",
  ],
  ['a function of 40 lines', rules.oversizeFunctions, 'src/lib/a.ts', `function f() {\n${lines(38)}}`],
  ['a file of 300 lines', rules.oversizeFile, 'src/lib/a.ts', lines(300)],
  ['a word in a comment', rules.environmentReads, 'src/lib/a.ts', '// process.env.HOME is not read\n'],
];
