'use client';

import { relativeTime } from '@/lib/shared/relative-time';
import { useLiveNews } from './live-store';
import { useNow } from './use-now';

interface LastSyncProps {
  /** ISO 8601 UTC. */
  at: string;
  /** When the page was made. */
  made: string;
  /** The reader's. */
  locale: string;
}

/** "2 minutes ago", which ages, and follows the events of an open page. */
export function LastSync({ at, made, locale }: LastSyncProps) {
  const received = useLiveNews()?.lastPolledAt ?? at;
  const latest = received > at ? received : at;
  const now = useNow(made);
  // An event may be newer than the page's own clock, which moves in steps.
  return relativeTime(latest, new Date(latest) > now ? new Date(latest) : now, locale);
}
