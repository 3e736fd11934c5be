'use client';

import { useRouter } from 'next/navigation';
import { remember } from '@/components/shell/remember';
import { SEEN_GAPS_COOKIE } from '@/lib/shared/archival/seen-gaps';
import { DAY } from '@/lib/shared/time';

/** Puts the notice away until there is another gap; charts and history keep showing all of them. */
export function DismissGaps({ until }: { until: string }) {
  const { refresh } = useRouter();
  const dismiss = () => {
    remember(SEEN_GAPS_COOKIE, until, 365 * DAY);
    refresh();
  };
  return (
    <button
      type="button"
      onClick={dismiss}
      className="min-h-6 flex-none self-start text-[0.8125rem] underline decoration-edge underline-offset-3 hover:text-ink noscript:hidden"
    >
      Dismiss
    </button>
  );
}
