// The days are sent as data, not once as HTML and once more as all the elements that it is made of.
'use client';

import { pageHref } from '@/components/shell/page-links';
import { outlineButton } from '@/components/ui/button-style';
import { createReaderFormat } from '@/lib/shared/format';
import type { FetchOlder } from './fetch-older-plays';
import { type HistoryDay, withOlderDays } from './history-days';
import { HistoryList } from './history-list';
import { useOlderPlays } from './use-older-plays';

interface OlderPlaysProps {
  /** The days of the page itself. */
  days: HistoryDay[];
  /** Where their plays end; null at the end of the history. */
  cursor: string | null;
  /** The filter of the list, as URL parameters. */
  parameters: Record<string, string>;
  /** When the page was made, ISO 8601 UTC. */
  made: string;
  locale: string;
  timeZone: string;
  /** False where the page says that none of the plays counts. */
  marksLeftOut?: boolean;
  fetchOlder?: FetchOlder;
}

const browserFetch: FetchOlder = (href) => fetch(href);

/** Days of plays and, under them, older ones: when their link is pressed, or as the reader scrolls. */
export function OlderPlays(props: OlderPlaysProps) {
  const { days, cursor, parameters, made, locale, timeZone, marksLeftOut, fetchOlder = browserFetch } = props;
  const format = createReaderFormat({ locale, timeZone });
  const older = useOlderPlays({ cursor, parameters, fetchOlder, format });
  return (
    <HistoryList
      days={withOlderDays(days, older.days)}
      made={made}
      timeZone={timeZone}
      marksLeftOut={marksLeftOut}
    >
      {cursor === null ? null : (
        <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
          {older.cursor === null ? null : (
            // Without scripts it opens the page of older plays.
            <a
              ref={older.link}
              href={pageHref('/history', { ...parameters, cursor: older.cursor })}
              onClick={older.onPress}
              className={outlineButton}
            >
              Older plays
            </a>
          )}
          <p aria-live="polite" className="text-[0.8125rem] text-soft">
            {older.message}
          </p>
        </div>
      )}
    </HistoryList>
  );
}
