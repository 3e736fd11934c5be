'use client';

import type { ReactNode } from 'react';
import { pageHref } from '@/components/shell/page-links';
import { outlineButton } from '@/components/ui/button-style';
import { createReaderFormat } from '@/lib/shared/format';
import type { FetchOlder } from './fetch-older-plays';
import { DaySection, HistoryRows } from './history-list';
import { useOlderPlays } from './use-older-plays';

interface OlderPlaysProps {
  /** Where the plays that are there end. */
  cursor: string;
  /** The day they end in, which may go on. */
  lastDay: { day: string; heading: string };
  /** What of the history is listed, as the address has it. */
  parameters: Record<string, string>;
  locale: string;
  timeZone: string;
  /** The rows of the last day that are there. */
  children: ReactNode;
  fetchOlder?: FetchOlder;
}

const browserFetch: FetchOlder = (href) => fetch(href);

/** The last day of a page and, under it, older plays: when their link is pressed, or as the reader scrolls. */
export function OlderPlays(props: OlderPlaysProps) {
  const { lastDay, parameters, locale, timeZone, children, fetchOlder = browserFetch } = props;
  const format = createReaderFormat({ locale, timeZone });
  const older = useOlderPlays({ ...props, fetchOlder, format });
  const [first, ...others] = older.days;
  const goesOn = first?.day === lastDay.day;
  return (
    <>
      <DaySection {...lastDay}>
        {children}
        {goesOn ? <HistoryRows rows={first.rows} format={format} /> : null}
      </DaySection>
      {(goesOn ? others : older.days).map(({ day, heading, rows }) => (
        <DaySection key={day} day={day} heading={heading}>
          <HistoryRows rows={rows} format={format} />
        </DaySection>
      ))}
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
        {older.cursor === null ? null : (
          // Works by itself: without a script it opens the older page.
          <a
            ref={older.link}
            href={pageHref('/history', { ...parameters, cursor: older.cursor })}
            onClick={older.onPress}
            className={outlineButton}
          >
            Older plays
          </a>
        )}
        <p aria-live="polite" className="text-[13px] text-soft">
          {older.message}
        </p>
      </div>
    </>
  );
}
