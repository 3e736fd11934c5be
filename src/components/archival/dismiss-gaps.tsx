'use client';

import { useRouter } from 'next/navigation';
import { SEEN_GAPS_COOKIE } from '@/lib/shared/archival/seen-gaps';
import { DAY, SECOND } from '@/lib/shared/time';

const YEAR_SECONDS = (365 * DAY) / SECOND;

/** Puts the notice away until there is another gap; charts and history keep showing all of them. */
export function DismissGaps({ until }: { until: string }) {
  const { refresh } = useRouter();
  const dismiss = () => {
    const secure = location.protocol === 'https:' ? '; secure' : '';
    document.cookie = `${SEEN_GAPS_COOKIE}=${until}; path=/; max-age=${YEAR_SECONDS}; samesite=lax${secure}`;
    refresh();
  };
  return (
    <button
      type="button"
      onClick={dismiss}
      className="min-h-6 flex-none self-start text-[0.8125rem] underline decoration-edge underline-offset-3 hover:text-ink [@media(scripting:none)]:hidden"
    >
      Dismiss
    </button>
  );
}
