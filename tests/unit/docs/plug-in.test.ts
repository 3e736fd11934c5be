import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { parse } from 'yaml';
import { Summary } from '@/lib/shared/api/summary-schema';

const document = readFileSync('docs/plug-in.md', 'utf8');
const fields = Object.keys(Summary.shape);

/** The examples in this language. */
const examples = (language: string): string[] =>
  [...document.matchAll(new RegExp(`\`\`\`${language}\\n([^]*?)\`\`\``, 'g'))].map(([, text]) => text ?? '');

it('the document about plugging in lists every field of a summary, and its examples use no other', () => {
  const used = [...document.matchAll(/field: (\w+)|value_json\.(\w+)|\.JSON\.\w+ "(\w+)"/g)].map(
    ([, ...names]) => names.find(Boolean),
  );
  expect(used.length).toBeGreaterThan(10);
  expect(fields).toEqual(expect.arrayContaining([...new Set(used)]));
  for (const field of fields) expect(document).toContain(`\`${field}\``);
});

it('its examples are YAML and JSON', () => {
  const secret = { tag: '!secret', resolve: (text: string) => text };
  expect(examples('yaml')).toHaveLength(3);
  for (const text of examples('yaml')) expect(() => parse(text, { customTags: [secret] })).not.toThrow();
  expect(examples('json')).toHaveLength(1);
  for (const text of examples('json')) expect(() => JSON.parse(text)).not.toThrow();
});
