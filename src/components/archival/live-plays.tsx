'use client';

import { useEffect } from 'react';
import type { LiveState } from '@/lib/shared/archival/live-state';
import { browserLive, followLive, type LiveIo } from './live-events';
import { setLiveNews, setShownState } from './live-store';

interface LivePlaysProps {
  /** The archive as the page around it shows it. */
  shown: LiveState;
  io?: LiveIo;
}

/** While a page stands that shows the archive, follows what comes into it; the sidebar says so. */
export function LivePlays({ shown, io = browserLive }: LivePlaysProps) {
  const { newestPlayAt } = shown;
  useEffect(() => followLive(io, newestPlayAt, setLiveNews), [io, newestPlayAt]);
  useEffect(() => {
    setShownState(shown);
    return () => setShownState(null);
  }, [shown]);
  return null;
}
