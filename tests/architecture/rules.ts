import type { Source } from './source';
import type { Violation } from './violation';
import { resolved } from './wall';

/** Lines; of a folder, files. */
const LIMITS = { file: 300, function: 40, handler: 15, folder: 25 };

export function oversizeFile({ path, lineCount }: Source): Violation[] {
  if (lineCount <= LIMITS.file) return [];
  const rule = `A file has ${LIMITS.file} lines at most; this one has ${lineCount}.`;
  return [{ path, line: 1, rule, remedy: 'Split it by what its parts are about.' }];
}

export function oversizeFunctions({ path, functions }: Source): Violation[] {
  return functions
    .filter((f) => f.lines > LIMITS.function)
    .map(({ name, line, lines }) => ({
      path,
      line,
      rule: `A function has ${LIMITS.function} lines at most; ${name} has ${lines}.`,
      remedy: 'Give its steps names of their own.',
    }));
}

export function oversizeHandlers({ path, exports, handlers }: Source): Violation[] {
  if (!/^src\/app\/api\/.*\/route\.ts$/.test(path)) return [];
  const written = handlers.length > 0 ? handlers : exports;
  return written
    .filter((e) => e.lines > LIMITS.handler)
    .map(({ name, line, lines }) => ({
      path,
      line,
      rule: `A route handler has ${LIMITS.handler} lines at most; ${name} has ${lines}.`,
      remedy: 'Parse, call one service, answer; move the rest to the service.',
    }));
}

/** Folders of a floor are named after a subject, the same on every floor; components have a few more. docs/ARCHITECTURE.md says which is what. */
const SUBJECTS = [
  'account',
  'analytics',
  'api',
  'archival',
  'auth',
  'catalogue',
  'export',
  'history',
  'import',
  'operations',
  'share',
];
const ROOMS: Record<string, readonly string[]> = {
  middleware: SUBJECTS,
  services: SUBJECTS,
  repositories: SUBJECTS,
  sql: SUBJECTS,
  components: [...SUBJECTS, 'charts', 'landing', 'legal', 'shell', 'ui'],
};

/** Floors where each file belongs to one subject. */
const ROOMS_ONLY = ['components', 'sql'];

export function foldersBySubject({ path }: Pick<Source, 'path'>): Violation[] {
  const [, floor = '', room, ...rest] = path.split('/');
  const rooms = ROOMS[floor];
  if (!rooms || room === undefined) return [];
  if (rest.length === 0 ? !ROOMS_ONLY.includes(floor) : rooms.includes(room)) return [];
  const rule = `A folder of ${floor} is one of: ${rooms.join(', ')}.`;
  return [{ path, line: 1, rule, remedy: 'Put the file into the folder of its subject.' }];
}

export function crowdedFolders(sources: readonly Pick<Source, 'path'>[]): Violation[] {
  const counts = new Map<string, number>();
  for (const { path } of sources) {
    const folder = path.slice(0, path.lastIndexOf('/'));
    counts.set(folder, (counts.get(folder) ?? 0) + 1);
  }
  return [...counts]
    .filter(([, count]) => count > LIMITS.folder)
    .map(([path, count]) => ({
      path,
      line: 1,
      rule: `A folder has ${LIMITS.folder} files at most; this one has ${count}.`,
      remedy: 'Divide it by what its files are about.',
    }));
}

export function pagesUnderRoutes({ path }: Source): Violation[] {
  const isRoute = /^src\/app\/(.*\/)?route\.tsx?$/.test(path);
  if (!isRoute || path.startsWith('src/app/api/') || path.endsWith('.png/route.ts')) return [];
  const rule = 'A page is a page.tsx: a route.ts stands under src/app/api, or answers a picture.';
  return [{ path, line: 1, rule, remedy: 'Make it a page under a layout.' }];
}

export function barrels({ path, imports }: Source): Violation[] {
  const isIndex = /(^|\/)index\.\w+$/.test(path);
  const all = imports.filter(({ kind }) => kind.startsWith('re-export')).map(({ line }) => line);
  return [...(isIndex ? [1] : []), ...all].map((line) => ({
    path,
    line,
    rule: 'There are no barrels: no index file, no re-exports.',
    remedy: 'Name the file for what it holds, and import from the file that declares it.',
  }));
}

/** What would do harm in a browser; the wall keeps everything else of the server out of client code. */
const SERVER_ROOTS = [
  'src/lib/env.ts',
  'src/lib/build-deps.ts',
  'src/lib/db/client.ts',
  'src/lib/token-seal.ts',
];

/** The marker stands in each root and nowhere else: what imports a root is marked by that. */
export function serverMarkers({ path, imports }: Source): Violation[] {
  const isRoot = SERVER_ROOTS.includes(path);
  const first = imports.find(({ kind }) => kind === 'import');
  const marker = imports.find(({ name }) => name === 'server-only');
  if (isRoot ? first?.name === 'server-only' : !marker) return [];
  return [
    {
      path,
      line: marker?.line ?? first?.line ?? 1,
      rule: isRoot
        ? "This file begins with `import 'server-only'`."
        : '`server-only` stands in the few roots that the rule names.',
      remedy: isRoot
        ? 'Put it before the other imports.'
        : 'Leave it out, or add the file to the roots in tests/architecture/rules.ts.',
    },
  ];
}

/** Next replaces these at compile time and demands these very words. */
const START_HOOK = { path: 'src/instrumentation.ts', may: ['NEXT_RUNTIME', 'NEXT_PHASE'] };

export function environmentReads({ path, reads }: Source): Violation[] {
  if (path === 'src/lib/env.ts') return [];
  const isRead = (chain: readonly string[]) => chain.includes('process') && chain.includes('env');
  const isAllowed = (chain: readonly string[]) =>
    path === START_HOOK.path && START_HOOK.may.includes(chain[2] ?? '');
  return reads
    .filter(({ chain }) => isRead(chain) && !isAllowed(chain))
    .map(({ line }) => ({
      path,
      line,
      rule: 'process.env is read in src/lib/env.ts alone.',
      remedy: 'Add the variable to its schema and to .env.example, and take the setting from env().',
    }));
}

/** Starting a transaction is a service's right; what runs in it is a repository's. */
const ANYBODY_MAY = ['$transaction', '$connect', '$disconnect'];

export function queriesOutsideRepositories({ path, reads }: Source): Violation[] {
  if (path.startsWith('src/repositories/') || path.startsWith('src/lib/db/')) return [];
  const query = ({ chain }: Source['reads'][number]) => {
    const [, what] = chain.slice(chain.findIndex((name) => name === 'db' || name === 'tx'));
    const asks = chain.some((name) => name === 'db' || name === 'tx') && what !== undefined;
    return asks && !ANYBODY_MAY.includes(what);
  };
  const lines = new Set(reads.filter(query).map(({ line }) => line));
  return [...lines].map((line) => ({
    path,
    line,
    rule: 'Only repositories and lib/db ask the database.',
    remedy: 'Put the question into a repository function and call that.',
  }));
}

/** A type and its schema, in `x.ts` and `x-schema.ts`, are one thing. Pages have the names that Next asks for. */
const thingOf = (path: string) => path.replace(/(-schema)?\.tsx?$/, '');

/** An exported name means one thing. */
export function doubleNames(sources: readonly Source[]): Violation[] {
  const declared = new Map<string, string>();
  return sources
    .filter(({ path }) => !path.startsWith('src/app/'))
    .flatMap(({ path, exports }) => {
      const twice = exports.filter(({ name }) => thingOf(declared.get(name) ?? path) !== thingOf(path));
      for (const { name } of exports) declared.set(name, path);
      return twice.map(({ name, line }) => ({
        path,
        line,
        rule: `${name} is exported by another file too.`,
        remedy: 'Name them apart, or make them one.',
      }));
    });
}

/** One violation per import cycle, with its path. Imports of types count too. */
export function circles(sources: readonly Source[]): Violation[] {
  const paths = new Set(sources.map(({ path }) => path));
  const fileOf = (target: string | null) =>
    ['', '.ts', '.tsx'].map((ending) => `${target}${ending}`).find((path) => paths.has(path)) ?? [];
  const next = new Map(
    sources.map((s) => [s.path, s.imports.flatMap((i) => fileOf(resolved(s.path, i)))] as const),
  );
  const done = new Set<string>();
  const found: Violation[] = [];
  const follow = (path: string, way: readonly string[]): void => {
    const begin = way.indexOf(path);
    if (begin >= 0) {
      const circle = [...way.slice(begin), path].join(' → ');
      const rule = `Files never import each other in a circle: ${circle}.`;
      found.push({ path, line: 1, rule, remedy: 'Move what they share to a file that imports neither.' });
    } else if (!done.has(path)) {
      for (const other of next.get(path) ?? []) follow(other, [...way, path]);
      done.add(path);
    }
  };
  for (const { path } of sources) follow(path, []);
  return found;
}
