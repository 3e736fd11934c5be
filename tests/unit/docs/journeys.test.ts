import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parseSource } from '../../architecture/source';
import { resolved } from '../../architecture/wall';

const [section = ''] =
  readFileSync('docs/ARCHITECTURE.md', 'utf8').split('\n## Five journeys\n')[1]?.split('\n## ') ?? [];
const journeys = section
  .split(/^### /m)
  .slice(1)
  .map((text) => ({
    name: text.split('\n')[0] ?? '',
    files: [...text.matchAll(/^\d+\. `(.+)`$/gm)].map(([, file]) => file ?? ''),
  }));

/** Where a request arrives, or Next puts a page into its frame. */
const ENTRY = /^src\/(proxy|app\/.*(route|page|layout))\.tsx?$/;

/** The files and SQL functions that a file names. */
function namedBy(file: string): (other: string) => boolean {
  const text = readFileSync(file, 'utf8');
  const imports = file.endsWith('.sql') ? [] : parseSource(file, text).imports;
  const files = new Set(imports.map((one) => resolved(file, one)));
  return (other) =>
    other.endsWith('.sql')
      ? text.includes(`${basename(other, '.sql')}(`)
      : files.has(other.replace(/\.tsx?$/, '')) || text.includes(`new URL('./${basename(other)}'`);
}

describe('the journeys through the code', () => {
  it('are five, of which a report has two', () => {
    expect(journeys.map(({ name }) => name)).toEqual([
      'Tick to row',
      'GET /dashboard',
      'GET /api/top-artists',
      'Upload to rows',
      'Create a report',
      'Open a report',
    ]);
  });

  it.each(journeys)(
    '$name: each file is used by one above it, or is where a request arrives',
    ({ files }) => {
      const lost = files.filter(
        (file, index) => !ENTRY.test(file) && !files.slice(0, index).some((above) => namedBy(above)(file)),
      );
      expect(lost).toEqual([]);
    },
  );

  it('are short', () => {
    const most = { 'GET /dashboard': 40, 'Create a report': 16, 'Open a report': 14 };
    const lengths = Object.fromEntries(journeys.map(({ name, files }) => [name, files.length]));
    for (const [name, length] of Object.entries(most)) expect(lengths[name]).toBeLessThanOrEqual(length);
    expect(Math.min(...Object.values(lengths))).toBeGreaterThan(5);
  });

  it('of the dashboard is components and questions to the database, but for the four files that are named', () => {
    const component = /^src\/(components\/|app\/.*(page|layout)\.tsx$)/;
    const asks = (file: string) =>
      /^src\/repositories\//.test(file) ||
      (/^src\/services\//.test(file) &&
        parseSource(file, readFileSync(file, 'utf8')).imports.some((one) =>
          resolved(file, one)?.startsWith('src/repositories/'),
        ));
    const { files } = journeys.find(({ name }) => name === 'GET /dashboard') ?? { files: [] };
    // Of those that ask, one is how every statistic is asked, and asks for their version alone.
    const rest = files.filter((file) => /read-deps/.test(file) || (!component.test(file) && !asks(file)));
    const [, named = ''] = section.split('Four files are neither:');
    expect([...(named.split('\n\n')[0] ?? '').matchAll(/`(.+?)`/g)].map(([, file]) => file)).toEqual(rest);
  });

  it('name the steps of a batch in the order in which write_batch calls them', () => {
    const calls = readFileSync('prisma/sql/archival/write_batch.sql', 'utf8').matchAll(
      /(?:PERFORM|:=) (\w+)\(/g,
    );
    const steps = [...calls].map(([, step]) => step);
    const [, table = ''] = readFileSync('docs/ARCHITECTURE.md', 'utf8').split('| step | file |');
    const named = [...(table.split('\n\n')[0] ?? '').matchAll(/(\w+)\.sql`/g)].map(([, step]) => step);
    expect(steps.length).toBeGreaterThan(10);
    expect(named.filter((step) => steps.includes(step))).toEqual(steps);
  });
});
