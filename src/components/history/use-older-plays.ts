import { type MouseEvent, type RefObject, useEffect, useEffectEvent, useRef, useState } from 'react';
import { flushSync } from 'react-dom';
import type { ReaderFormat } from '@/lib/shared/format';
import { type FetchOlder, fetchOlderPlays } from './fetch-older-plays';
import { type HistoryDay, historyByDay, withOlderDays } from './history-days';

/** Pages loaded by scrolling alone; then it takes a click, so that the end of the page can be reached. */
const UNASKED_PAGES = 4;
/** How far below the viewport the link counts as near. */
const NEAR = '600px';

const LOADING = 'Loading older plays…';
const ADDED = 'Older plays were added above.';
const ENDED = 'There are no older plays.';
const FAILED = 'Older plays could not be loaded. Press the link to try again.';
const SIGNED_OUT = 'You are signed out. Press the link to sign in and go on.';

interface OlderPlaysQuestion {
  /** Where the plays of the page end; null at the end of the history. */
  cursor: string | null;
  /** The filter of the list, as URL parameters. */
  parameters: Record<string, string>;
  fetchOlder: FetchOlder;
  format: ReaderFormat;
}

interface Shown {
  days: HistoryDay[];
  /** Null at the end. */
  cursor: string | null;
}

interface OlderPlaysState extends Shown {
  message: string;
  link: RefObject<HTMLAnchorElement | null>;
  onPress: (event: MouseEvent) => void;
}

// Back from a track, the list is as long as it was. Keyed by where the page ended: once that has moved on, what was shown
// no longer joins it.
const remembered = new Map<string, Shown>();

/** Loads pages of older plays: when the link is pressed, or when it comes near the viewport. */
export function useOlderPlays(question: OlderPlaysQuestion): OlderPlaysState {
  const key = JSON.stringify([question.parameters, question.cursor]);
  const [shown, setShown] = useState<Shown>(
    () => remembered.get(key) ?? { days: [], cursor: question.cursor },
  );
  const [message, setMessage] = useState('');
  const link = useRef<HTMLAnchorElement>(null);
  const work = useRef({ isBusy: false, unasked: UNASKED_PAGES });

  const load = async () => {
    if (work.current.isBusy || shown.cursor === null) return;
    work.current.isBusy = true;
    setMessage(LOADING);
    const next = await older(question, shown, shown.cursor);
    work.current.isBusy = false;
    if (typeof next === 'number') return setMessage(next === 401 ? SIGNED_OUT : FAILED);
    remembered.set(key, next);
    // At once: the first of the new rows may be about to get the focus.
    flushSync(() => setShown(next));
    setMessage(next.cursor === null ? ENDED : ADDED);
  };

  useNearness(link, shown.cursor, () => {
    if (work.current.unasked === 0 || work.current.isBusy) return;
    work.current.unasked -= 1;
    void load();
  });

  const onPress = async (event: MouseEvent) => {
    // The page of older plays asks who is signed out to sign in.
    if (event.metaKey || event.ctrlKey || event.shiftKey || message === SIGNED_OUT) return;
    event.preventDefault();
    work.current.unasked = UNASKED_PAGES;
    const before = rowsShown().length;
    await load();
    rowsShown()[before]?.querySelector('a')?.focus();
  };

  return { ...shown, message, link, onPress };
}

async function older(
  { parameters, fetchOlder, format }: OlderPlaysQuestion,
  shown: Shown,
  cursor: string,
): Promise<Shown | number> {
  const page = await fetchOlderPlays(fetchOlder, parameters, cursor);
  if (typeof page === 'number') return page;
  const added = historyByDay(page.plays, page.gaps, format);
  return { days: withOlderDays(shown.days, added), cursor: page.nextCursor };
}

const rowsShown = () => document.querySelectorAll('[data-day] li');

/** Calls `onNear` when the link is about to be scrolled into view; again for each new cursor, if it still is. */
function useNearness(link: RefObject<Element | null>, cursor: string | null, onNear: () => void): void {
  const near = useEffectEvent(onNear);
  useEffect(() => {
    // At the end there is no link any more.
    if (cursor === null || !link.current) return undefined;
    const observer = new IntersectionObserver(([entry]) => (entry?.isIntersecting ? near() : undefined), {
      rootMargin: NEAR,
    });
    observer.observe(link.current);
    return () => observer.disconnect();
  }, [link, cursor]);
}
