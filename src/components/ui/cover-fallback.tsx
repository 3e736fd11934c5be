'use client';

import { useEffect } from 'react';
import { pictureSources } from '@/lib/shared/catalogue/spotify-image';

/** The addresses left to try for a cover that failed. */
const untried = new WeakMap<HTMLImageElement, string[]>();

/**
 * One listener for all covers of the page: a cover that does not load is asked for at Spotify's next host, and when none
 * has it, its letter stands there. Renders nothing.
 */
export function CoverFallback() {
  useEffect(() => {
    const onError = ({ target }: Event) => {
      if (target instanceof HTMLImageElement && target.dataset.letter !== undefined) tryNext(target);
    };
    // Errors do not bubble, but they can be captured.
    document.addEventListener('error', onError, true);
    for (const cover of document.querySelectorAll<HTMLImageElement>('img[data-letter]'))
      if (cover.complete && cover.naturalWidth === 0) tryNext(cover);
    return () => document.removeEventListener('error', onError, true);
  }, []);
  return null;
}

function tryNext(cover: HTMLImageElement): void {
  const letter = cover.dataset.letter ?? '';
  const [next, ...left] = untried.get(cover) ?? [
    ...pictureSources(cover.src).slice(1),
    letterPicture(letter),
  ];
  untried.set(cover, left);
  if (next !== undefined) cover.src = next;
}

/** As `CoverArt` draws it where there is no picture; a picture cannot use the page's colours and fonts by itself. */
function letterPicture(letter: string): string {
  const colour = getComputedStyle(document.documentElement).getPropertyValue('--soft') || 'gray';
  const svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
  svg.setAttribute('xmlns', 'http://www.w3.org/2000/svg');
  svg.setAttribute('viewBox', '0 0 44 44');
  const text = document.createElementNS('http://www.w3.org/2000/svg', 'text');
  const attributes = { x: '22', y: '29', 'text-anchor': 'middle', 'font-size': '20', fill: colour };
  for (const [name, value] of Object.entries(attributes)) text.setAttribute(name, value);
  text.setAttribute('font-family', 'system-ui, sans-serif');
  text.setAttribute('font-weight', '600');
  text.textContent = letter;
  svg.append(text);
  return `data:image/svg+xml,${encodeURIComponent(svg.outerHTML)}`;
}
