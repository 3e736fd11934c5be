import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { artRadius, COLOURS, FONTS } from '@/lib/shared/design-tokens';

const PAINTED = [
  'badge-svg.ts',
  'picture.tsx',
  'picture-parts.tsx',
  'screen-picture.tsx',
  'screen-lists.tsx',
  'screen-bars.tsx',
];

const ROOT = new URL('../../../../', import.meta.url);
const read = (path: string) => readFileSync(new URL(path, ROOT), 'utf8');

describe('the design tokens', () => {
  const theme = read('src/app/theme.css');

  it.each(Object.entries(COLOURS))('have the %s of the style sheet', (name, { light, dark }) => {
    expect(theme).toContain(`--${name}: light-dark(${light}, ${dark});`);
  });

  it('have its corners', () => {
    expect(theme).toContain(`--radius-art: ${artRadius(44)}px;`);
    expect(theme).toContain(`--radius-art-large: ${artRadius(300)}px;`);
  });

  it.each(Object.values(FONTS))('name a font of the pages: %s', (family) => {
    expect(read('src/app/fonts.ts')).toMatch(new RegExp(`@fontsource(-variable)?/${family}/`));
  });

  it.each(PAINTED)('are the only colours of pictures: %s', (file) => {
    expect(read(`src/lib/share/${file}`)).not.toMatch(/#[\da-f]{3,8}\b|rgb|hsl/i);
  });
});

it('letters within a drawing grow with it, not with the type of the page', () => {
  const files = readdirSync(new URL('src/components', ROOT), { recursive: true, encoding: 'utf8' });
  const letters = files
    .filter((file) => file.endsWith('.tsx'))
    .flatMap((file) => [...read(`src/components/${file}`).matchAll(/<text\b.*?className="([^"]*)"/gs)]);
  expect(letters.length).toBeGreaterThan(0);
  for (const [, classes] of letters) expect(classes).toMatch(/\btext-\[\d+px\]/);
});
