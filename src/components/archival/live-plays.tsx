'use client';

import { useRouter } from 'next/navigation';
import { useEffect, useTransition } from 'react';
import { plural } from '@/lib/shared/plural';
import { browserLive, followArchive, type LiveIo } from './live-events';
import { setLiveState, useLiveState } from './live-store';

interface LivePlaysProps {
  /** All plays of the listener, as the page around it shows them. */
  shownPlays: number;
  io?: LiveIo;
}

/**
 * Says that plays came in since the page was made. It lies over the page and shows them only when asked, so that nothing moves
 * under the reader's eyes.
 */
export function LivePlays({ shownPlays, io = browserLive }: LivePlaysProps) {
  const { refresh } = useRouter();
  const [isRefreshing, startRefresh] = useTransition();
  useEffect(() => followArchive(io, setLiveState), [io]);
  const added = (useLiveState()?.plays ?? shownPlays) - shownPlays;
  return (
    <div
      aria-live="polite"
      className="pointer-events-none fixed inset-x-0 bottom-4 z-10 flex justify-center px-4 print:hidden"
    >
      {added > 0 ? (
        <p className="pointer-events-auto flex items-center gap-1 rounded-full border border-edge bg-card py-1 pr-1.5 pl-4 text-sm shadow-card">
          {`${added} new ${plural(added, 'play')} · `}
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
