'use client';

import { relativeTime } from '@/lib/shared/relative-time';
import { useLiveNews } from './live-store';
import { useNow } from './use-now';

interface LastSyncProps {
  /** ISO 8601 UTC. */
  at: string;
  /** When the page was made. */
  made: string;
}

/** "2 minutes ago", which ages, and follows the syncs that an open page hears of. */
export function LastSync({ at, made }: LastSyncProps) {
  const heard = useLiveNews()?.lastPolledAt ?? at;
  return relativeTime(heard > at ? heard : at, useNow(made));
}
