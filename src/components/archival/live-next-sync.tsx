'use client';

import { nextPollAt } from '@/lib/shared/archival/archive-schedule';
import { createReaderFormat } from '@/lib/shared/format';
import { momentLabel } from './next-sync-label';
import { useNow } from './use-now';

interface LiveNextSyncProps {
  /** When the next sync is, ISO 8601 UTC, and as the page says it. */
  at: string;
  label: string;
  /** When the page was made. */
  made: string;
  everyMinutes: number;
  reader: { locale: string; timeZone: string };
}

/** The next scheduled sync; once it is past, the one after it. */
export function LiveNextSync({ at, label, made, everyMinutes, reader }: LiveNextSyncProps) {
  const now = useNow(made);
  if (new Date(at) > now) return label;
  return momentLabel(nextPollAt(now, everyMinutes).toISOString(), now, createReaderFormat(reader));
}
