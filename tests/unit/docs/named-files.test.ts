import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

const DOCUMENTS = [
  'README.md',
  'CONTRIBUTING.md',
  ...readdirSync('docs', { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.md'))
    .map((name) => `docs/${name}`),
];

/** Full paths in code marks, e.g. `src/proxy.ts`; paths with a placeholder such as `*` or `{id}` are patterns. */
const namedIn = (document: string): string[] =>
  [
    ...readFileSync(document, 'utf8').matchAll(
      /`((?:src|prisma|tests|e2e|bench|scripts|simulator)\/[^`\s*{}<>]+\.\w+)`/g,
    ),
  ].map(([, path]) => path ?? '');

describe('files named in the documents', () => {
  it('are many in the architecture document', () => {
    expect(namedIn('docs/ARCHITECTURE.md').length).toBeGreaterThan(40);
  });

  it.each(DOCUMENTS)('%s names only files that exist', (document) => {
    expect(namedIn(document).filter((path) => !existsSync(path))).toEqual([]);
  });
});
