import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { SHARE_FONTS, SHARE_STYLE } from '@/components/share/share-style';

const root = (path: string) => readFileSync(new URL(`../../../${path}`, import.meta.url));

describe('the style of shared reports', () => {
  it('has the colours of the application', () => {
    const own = [...SHARE_STYLE.matchAll(/--([\w-]+):(light-dark\([^)]*\))/g)];
    const application = root('src/app/theme.css').toString().replaceAll(', ', ',');
    expect(own.length).toBeGreaterThan(15);
    for (const [, name, value] of own) expect(application).toContain(`--${name}: ${value};`);
  });

  it.each([
    ['geist-latin', 'geist', 'geist-latin'],
    ['geist-latin-ext', 'geist', 'geist-latin-ext'],
    ['geist-cyrillic', 'geist', 'geist-cyrillic'],
    ['bricolage-latin', 'bricolage-grotesque', 'bricolage-grotesque-latin'],
    ['bricolage-latin-ext', 'bricolage-grotesque', 'bricolage-grotesque-latin-ext'],
  ])('serves %s as its package has it', (file, name, original) => {
    const served = root(`public/fonts/${file}.woff2`);
    const packed = root(`node_modules/@fontsource-variable/${name}/files/${original}-wght-normal.woff2`);
    expect(served.equals(packed)).toBe(true);
    expect(SHARE_STYLE).toContain(`/fonts/${file}.woff2`);
  });

  it('loads ahead only fonts that it uses', () => {
    for (const font of SHARE_FONTS) expect(SHARE_STYLE).toContain(`url(${font})`);
  });
});
