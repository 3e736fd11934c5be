import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';

const DOCUMENTS = [
  'README.md',
  'CONTRIBUTING.md',
  'SECURITY.md',
  'CHANGELOG.md',
  'bench/README.md',
  '.env.example',
  ...readdirSync('docs', { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.md'))
    .map((name) => `docs/${name}`),
];

const { scripts } = z
  .object({ scripts: z.record(z.string(), z.string()) })
  .parse(JSON.parse(readFileSync('package.json', 'utf8')));

/** What runs commands without being read by anybody beforehand. */
const RUNNERS = [
  ...readdirSync('.github/workflows').map((name) => `.github/workflows/${name}`),
  '.ci/run',
  '.ci/image',
  'Dockerfile',
  'vercel.json',
];

/** Full paths in code marks, e.g. `src/proxy.ts`; paths with a placeholder such as `*` or `{id}` are patterns. */
const namedIn = (document: string): string[] =>
  [
    ...readFileSync(document, 'utf8').matchAll(
      /`((?:src|prisma|tests|e2e|bench|scripts|simulator)\/[^`\s*{}<>]+\.\w+)`/g,
    ),
  ].map(([, path]) => path ?? '');

describe('what the documents name', () => {
  it('is many files in the architecture document', () => {
    expect(namedIn('docs/ARCHITECTURE.md').length).toBeGreaterThan(40);
  });

  it('in the architecture document is every table', () => {
    const [, tables = ''] = readFileSync('docs/ARCHITECTURE.md', 'utf8').split('\n## The tables\n');
    const schema = readFileSync('prisma/schema.prisma', 'utf8');
    const models = [...schema.matchAll(/^model [^}]*@@map\("(\w+)"\)\n}/gm)].map(([, name]) => name);
    expect(models).toContain('play_events');
    expect(models.filter((name) => !tables.includes(`\`${name}\``))).toEqual([]);
  });

  it.each(DOCUMENTS)('%s names only files that exist', (document) => {
    expect(namedIn(document).filter((path) => !existsSync(path))).toEqual([]);
  });

  it.each([...DOCUMENTS, ...RUNNERS])('%s names only commands that exist', (document) => {
    const named = [...readFileSync(document, 'utf8').matchAll(/npm run (?:--silent )?([a-z][\w:-]*)/g)];
    expect(named.map(([, name = '']) => name).filter((name) => !(name in scripts))).toEqual([]);
  });
});
