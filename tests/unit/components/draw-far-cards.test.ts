// @vitest-environment jsdom
import { expect, it } from 'vitest';
import { drawFarCards } from '@/components/analytics/draw-far-cards';

it('draws the cards that are far out of sight one after the other, and no others', () => {
  document.body.innerHTML =
    '<p id="near"></p><div data-far><p id="a"></p><p id="b"></p></div><div data-far><p id="c"></p></div>';
  const waiting: { work: () => void; ms: number }[] = [];
  drawFarCards(document, (work, ms) => waiting.push({ work, ms }));
  const drawn = () =>
    [...document.querySelectorAll<HTMLElement>('p')]
      .filter(({ style }) => style.getPropertyValue('content-visibility') === 'visible')
      .map(({ id }) => id);
  expect(drawn()).toEqual([]);
  const steps = waiting
    .sort((a, b) => a.ms - b.ms)
    .map(({ work }) => {
      work();
      return drawn();
    });
  expect(steps).toEqual([['a'], ['a', 'b'], ['a', 'b', 'c']]);
  expect(new Set(waiting.map(({ ms }) => ms)).size).toBe(3);
});
