'use client';

import { useRouter } from 'next/navigation';
import { useEffect, useTransition } from 'react';
import type { LiveNews, LiveState } from '@/lib/shared/archival/live-state';
import { plural } from '@/lib/shared/plural';
import { browserLive, followLive, type LiveIo } from './live-events';
import { setLiveNews, useLiveNews } from './live-store';

interface LivePlaysProps {
  /** The archive as the page around it shows it. */
  shown: LiveState;
  io?: LiveIo;
}

/**
 * Says that plays came in, or that what counts changed, since the page was made. It lies over the page and shows them only when asked, so that nothing moves
 * under the reader's eyes.
 */
export function LivePlays({ shown, io = browserLive }: LivePlaysProps) {
  const { refresh } = useRouter();
  const [isRefreshing, startRefresh] = useTransition();
  const { newestPlayAt } = shown;
  useEffect(() => followLive(io, newestPlayAt, setLiveNews), [io, newestPlayAt]);
  const news = newsOf(shown, useLiveNews());
  return (
    <div
      aria-live="polite"
      className="pointer-events-none fixed inset-x-0 bottom-4 z-10 flex justify-center px-4 print:hidden"
    >
      {news ? (
        <p className="pointer-events-auto flex items-center rounded-full border border-edge bg-card py-1 pr-2 pl-4 text-sm shadow-card">
          {`${news} · `}
          <button
            type="button"
            disabled={isRefreshing}
            onClick={() => startRefresh(refresh)}
            className="min-h-8 rounded-full px-2 font-medium text-accent-ink underline underline-offset-3 disabled:cursor-progress"
          >
            Show
          </button>
        </p>
      ) : null}
    </div>
  );
}

/**
 * Only plays that are newer than the newest shown are new: the figures also change when a removal is undone, or when something
 * is left out, or counts again. Events for an earlier state of the page are ignored.
 */
function newsOf(shown: LiveState, latest: LiveNews | null): string | null {
  if (latest === null || latest.since !== shown.newestPlayAt) return null;
  const { newer, plays } = latest;
  if (newer > 0) return `${newer} new ${plural(newer, 'play')}`;
  return plays === shown.plays ? null : 'Your figures have changed';
}
