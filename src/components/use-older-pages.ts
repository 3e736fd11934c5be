'use client';

import { type RefObject, useCallback, useEffect, useRef, useState } from 'react';
import { appendDays, loadOlderPage, type OlderPageIo } from './older-page';

/** Pages that come by scrolling alone; then a click is asked for, so that the end of the page can be reached. */
const UNASKED_PAGES = 4;

const ADDED = 'Older plays were added above.';
const ENDED = 'There are no older ones.';
const FAILED = 'They did not come. The link tries again.';

interface OlderPages {
  /** Where the next page is; null at the beginning of the archive. */
  nextHref: string | null;
  /** What happened last, for a live region. */
  message: string;
  /** Fetches the next page because the reader asked for it: the focus goes to its first play. */
  ask: () => void;
}

/** Puts older pages of the history into `list`, asked for or because `link` came near. */
export function useOlderPages(
  href: string,
  io: OlderPageIo,
  list: RefObject<HTMLElement | null>,
  link: RefObject<HTMLElement | null>,
): OlderPages {
  const [shown, setShown] = useState<Omit<OlderPages, 'ask'>>({ nextHref: href, message: '' });
  // Where the next page is must be known at once, not at the next render: no page may be added twice.
  const next = useRef<string | null>(href);
  const busy = useRef(false);
  const unasked = useRef(UNASKED_PAGES);

  const load = useCallback(
    async (takesFocus: boolean) => {
      if (busy.current || !list.current || !next.current) return;
      busy.current = true;
      setShown({ nextHref: next.current, message: 'Looking further back…' });
      const page = await loadOlderPage(io, next.current);
      busy.current = false;
      if (!page || !list.current) return setShown({ nextHref: next.current, message: FAILED });
      const first = appendDays(list.current, page.days, lastDay(list.current));
      if (takesFocus) first?.querySelector('a')?.focus();
      next.current = page.nextHref;
      setShown({ nextHref: page.nextHref, message: page.nextHref ? ADDED : ENDED });
    },
    [io, list],
  );

  const comeNear = useCallback(() => {
    if (!busy.current && takeOne(unasked)) void load(false);
  }, [load]);
  useNearness(link, shown.nextHref, comeNear);

  const ask = useCallback(() => {
    unasked.current = UNASKED_PAGES;
    void load(true);
  }, [load]);
  return { ...shown, ask };
}

/** Counts down to nothing, and says whether there was something left. */
function takeOne(left: RefObject<number>): boolean {
  if (left.current === 0) return false;
  left.current -= 1;
  return true;
}

/** Calls when the element is about to be scrolled into view; watches anew for each `key`, and not at all for null. */
function useNearness(element: RefObject<HTMLElement | null>, key: string | null, onNear: () => void): void {
  useEffect(() => {
    if (!element.current || !key || typeof IntersectionObserver === 'undefined') return;
    const observer = new IntersectionObserver(([entry]) => (entry?.isIntersecting ? onNear() : undefined), {
      rootMargin: '600px',
    });
    observer.observe(element.current);
    return () => observer.disconnect();
  }, [element, key, onNear]);
}

/** The last day that is shown: of what was added, else of what the page came with. */
function lastDay(list: HTMLElement): HTMLElement | null {
  const days = list.childElementCount > 0 ? list : document;
  return [...days.querySelectorAll<HTMLElement>('[data-day]')].at(-1) ?? null;
}
