import { dirname, posix } from 'node:path';
import type { Import, Source } from './source';
import type { Violation } from './violation';

/** What Next itself calls, before any page: it starts the process and stands before every request. */
const ROOTS = ['src/instrumentation.ts', 'src/instrumentation-node.ts', 'src/proxy.ts'];

/** The floors of the house, and what each may import beside itself. A file instead of a floor opens that file alone. */
const mayImport = {
  roots: ['middleware', 'services', 'lib', 'lib/shared'],
  app: ['middleware', 'services', 'components', 'lib/shared', 'lib/build-deps', 'lib/env', 'lib/app-error'],
  /** Files of app with 'use client': they run in browsers. Styles and fonts are for the page that is a whole document. */
  'app in browsers': ['components', 'lib/shared', 'app/globals.css', 'app/fonts'],
  middleware: ['services', 'lib', 'lib/shared'],
  services: ['repositories', 'lib', 'lib/shared'],
  repositories: ['lib', 'lib/shared', 'generated'],
  components: ['lib/shared'],
  lib: ['lib/shared', 'generated'],
  'lib/shared': [],
  generated: [],
} as const satisfies Record<string, readonly string[]>;

type Floor = keyof typeof mayImport;

interface Reserved {
  what: RegExp;
  /** Beginnings of paths. */
  only: readonly string[];
  because: string;
}

const NEXT = ['src/app/', 'src/middleware/', 'src/components/', ...ROOTS];

/** What only some may import, whatever their floor allows. Names are as resolved: a path, or a package. */
const reserved: readonly Reserved[] = [
  {
    what: /^@prisma\/|^src\/generated\/prisma\//,
    only: ['src/repositories/', 'src/lib/db/'],
    because: 'Only repositories and lib/db know Prisma. Ask a repository function instead.',
  },
  {
    what: /^src\/services\/[^/]+-service$/,
    only: ['src/app/', 'src/middleware/', ...ROOTS],
    because: 'A service never imports another service. Move what both need to a file of its own.',
  },
  {
    what: /^src\/lib\/(build-deps|env)$/,
    only: ['src/app/', 'src/middleware/', 'src/lib/build-deps.ts', ...ROOTS],
    because: 'What a service, repository or driver needs is handed in. Take it as an argument.',
  },
  {
    what: /^(next|next-auth)(\/|$)/,
    only: NEXT,
    because: 'Services, repositories and drivers do not know Next. Hand in what they need of the request.',
  },
  {
    what: /^react-dom\/server/,
    only: [],
    because: 'Next renders pages. Make it a page.tsx.',
  },
  {
    what: /^(node:)?process$/,
    only: [],
    because: 'The environment is read in src/lib/env.ts alone. Take the setting from there.',
  },
];

/** Floors that end up in a browser. */
const BROWSER: readonly Floor[] = ['app in browsers', 'components', 'lib/shared'];

/** The file or package that an import means: src/lib/env, react, node:fs. Null where it is computed. */
export function resolved(from: string, { name }: Pick<Import, 'name'>): string | null {
  if (name?.startsWith('@/')) return `src/${name.slice(2)}`;
  if (name?.startsWith('.')) return posix.normalize(posix.join(dirname(from), name));
  return name;
}

function floorOf(path: string): Floor | null {
  if (ROOTS.includes(path) || ROOTS.includes(`${path}.ts`)) return 'roots';
  if (path.startsWith('src/lib/shared/')) return 'lib/shared';
  const folder = /^src\/([^/]+)\//.exec(path)?.[1];
  return Object.keys(mayImport).find((floor): floor is Floor => floor === folder) ?? null;
}

/** Every import through the wall, and every file that stands on no floor. */
export function breachesOf(source: Source): Violation[] {
  const { path } = source;
  const floor = source.isClientOnly && path.startsWith('src/app/') ? 'app in browsers' : floorOf(path);
  if (!floor) {
    const rule = 'Every file of src stands on a floor.';
    const remedy = `Move it to one of: ${Object.keys(mayImport).join(', ')}.`;
    return [{ path, line: 1, rule, remedy }];
  }
  return source.imports.flatMap((imported) => {
    const breach = breachOf(path, floor, imported);
    return breach ? [{ path, line: imported.line, ...breach }] : [];
  });
}

function breachOf(path: string, floor: Floor, imported: Import): Pick<Violation, 'rule' | 'remedy'> | null {
  const target = resolved(path, imported);
  if (target === null) {
    return {
      rule: 'An import names what it imports.',
      remedy: 'Write the path out, so that it can be checked.',
    };
  }
  const kept = reserved.find(({ what, only }) => what.test(target) && !only.some((o) => path.startsWith(o)));
  if (kept) return { rule: `${target} may not be imported here.`, remedy: kept.because };
  const isPackage = imported.name !== null && !/^(\.|@\/)/.test(imported.name);
  if (isPackage) return packageBreach(floor, target);
  if (!target.startsWith('src/')) {
    return {
      rule: `src imports nothing from outside src, but here ${target}.`,
      remedy: 'The product must run without it: move what is needed into src.',
    };
  }
  return floorBreach(floor, target);
}

function packageBreach(floor: Floor, name: string): Pick<Violation, 'rule' | 'remedy'> | null {
  if (!BROWSER.includes(floor) || !/^(node:|server-only$)/.test(name)) return null;
  return {
    rule: `${floor} runs in browsers, where ${name} is not.`,
    remedy: 'Do it on the server and hand in the result.',
  };
}

function floorBreach(floor: Floor, target: string): Pick<Violation, 'rule' | 'remedy'> | null {
  const to = floorOf(target);
  const allowed: readonly string[] = mayImport[floor];
  if (to === floor || (to && allowed.includes(to)) || allowed.includes(target.slice('src/'.length)))
    return null;
  return {
    rule: `${floor} may import ${allowed.join(', ') || 'nothing else'}; ${target} is none of these.`,
    remedy: `Move the code to the floor it belongs to, or hand the value in from above.`,
  };
}
