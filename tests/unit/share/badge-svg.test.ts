import { expect, it } from 'vitest';
import { badgeSvg } from '@/lib/share/badge-svg';

const textsOf = (value: string) =>
  [...badgeSvg({ label: 'last played', value }).matchAll(/<text [^>]*>(.*?)<\/text>/g)].map(
    ([, text]) => text,
  );

it('escapes what XML would read, and leaves out what it forbids', () => {
  expect(textsOf('<script>&"\u0000\u202eevil\ud800')[1]).toBe('&lt;script&gt;&amp;&quot;  evil');
});

it('cuts a long text by whole characters, and grows with it', () => {
  const width = (value: string) => Number(/width="(\d+)"/.exec(badgeSvg({ label: 'a', value }))?.[1]);
  expect(textsOf('🎵'.repeat(1_000))[1]).toBe(`${'🎵'.repeat(59)}…`);
  expect(width('名前')).toBeGreaterThan(width('ab'));
  expect(width('')).toBeGreaterThan(0);
});
