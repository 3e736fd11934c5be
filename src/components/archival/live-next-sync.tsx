'use client';

import { nextPollAt } from '@/lib/shared/archival/archive-schedule';
import { createReaderFormat } from '@/lib/shared/format';
import { nextSyncLabel } from './next-sync-label';
import { useNow } from './use-now';

interface LiveNextSyncProps {
  /** When the next sync is, ISO 8601 UTC, and as the page says it. */
  at: string;
  /** Whether it is some time before that. */
  isSpread: boolean;
  label: string;
  /** When the page was made. */
  made: string;
  everyMinutes: number;
  reader: { locale: string; timeZone: string };
}

/** The next scheduled sync; once it is past, the one after it. */
export function LiveNextSync({ at, isSpread, label, made, everyMinutes, reader }: LiveNextSyncProps) {
  const now = useNow(made);
  if (new Date(at) > now) return label;
  const next = nextPollAt(now, everyMinutes).toISOString();
  return nextSyncLabel(
    { at: next, waitsFor: 'schedule', ...(isSpread ? { by: next } : {}) },
    now,
    createReaderFormat(reader),
  );
}
