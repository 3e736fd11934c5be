'use client';

import { useRouter } from 'next/navigation';
import { useTransition } from 'react';
import type { LiveNews, LiveState } from '@/lib/shared/archival/live-state';
import { numberFormatter } from '@/lib/shared/formatters';
import { plural } from '@/lib/shared/plural';
import { useLiveNews, useShownState } from './live-store';

/**
 * Says that plays came in, or that what counts changed, since the page was made, and shows them only when asked, so that
 * nothing moves under the reader's eyes. It covers nothing: it has its place in the sidebar, on narrow screens a bar below
 * the page.
 */
export function NewPlays({ locale }: { locale: string }) {
  const { refresh } = useRouter();
  const [isRefreshing, startRefresh] = useTransition();
  const news = newsOf(useShownState(), useLiveNews(), locale);
  return (
    <div aria-live="polite" className="fixed inset-x-0 bottom-0 z-10 side:static">
      {news ? (
        <p
          data-news
          className="flex flex-wrap items-center justify-center gap-x-1 border-t border-edge bg-card px-4 py-1.5 text-sm shadow-card side:justify-start side:rounded-card side:border side:px-3 side:text-[0.8125rem]"
        >
          {`${news} · `}
          <button
            type="button"
            disabled={isRefreshing}
            onClick={() => startRefresh(refresh)}
            className="-ml-2 min-h-8 rounded-full px-2 font-medium text-accent-ink underline underline-offset-3 disabled:cursor-progress"
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
function newsOf(shown: LiveState | null, latest: LiveNews | null, locale: string): string | null {
  if (shown === null || latest === null || latest.since !== shown.newestPlayAt) return null;
  const { newer, plays } = latest;
  if (newer > 0) return `${numberFormatter(locale, {}).format(newer)} new ${plural(newer, 'play')}`;
  return plays === shown.plays ? null : 'Your figures have changed';
}
