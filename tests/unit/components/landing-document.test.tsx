import { renderToStaticMarkup } from 'react-dom/server';
import { describe, expect, it } from 'vitest';
import { LandingDocument } from '@/components/landing/landing-document';
import { LANDING_STYLE } from '@/generated/landing-style';

const view = { demo: true, everyMinutes: 1, problem: 'AccessDenied' };
const html = renderToStaticMarkup(<LandingDocument {...view} style={LANDING_STYLE} nonce="n0nce" />);

describe('the document of the landing page', () => {
  it('carries the style of every class it uses', () => {
    const classes = new Set(
      [...html.matchAll(/ class="([^"]+)"/g)].flatMap(([, names]) => names?.split(' ') ?? []),
    );
    const style = LANDING_STYLE.replaceAll('\\', '');
    expect(classes.size).toBeGreaterThan(80);
    expect([...classes].filter((name) => !style.includes(`.${name.replaceAll('&amp;', '&')}`))).toEqual([]);
  });

  it('loads nothing but its fonts and icons, and runs one line that tells the time zone', () => {
    const scripts = [...html.matchAll(/<script([^>]*)>(.*?)<\/script>/g)];
    expect(scripts).toHaveLength(1);
    expect(scripts[0]?.[1]).toBe(' nonce="n0nce"');
    expect(scripts[0]?.[2]).toBe(
      'addEventListener("submit",e=>{e.target.tz.value=Intl.DateTimeFormat().resolvedOptions().timeZone})',
    );
    expect(html.match(/<(link rel="stylesheet"|img|iframe)/)).toBeNull();
    expect(html).toContain('<style nonce="n0nce">');
  });

  it('has the fonts that it loads ahead', () => {
    const ahead = [...html.matchAll(/as="font"[^>]* href="([^"]+)"/g)].map(([, href]) => href);
    expect(ahead).toHaveLength(2);
    for (const href of ahead) expect(LANDING_STYLE).toContain(`url(${href})`);
  });
});
