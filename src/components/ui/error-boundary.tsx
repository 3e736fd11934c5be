'use client';

import { useEffect } from 'react';
import { reportBrowserError } from '@/components/shell/report-error';
import { BUSY_DIGEST, RETRY_AFTER_S } from '@/lib/shared/busy';
import { SECOND } from '@/lib/shared/time';
import { outlineButton, solidButton } from './button-style';
import { MessagePage } from './message-page';

interface ErrorBoundaryProps {
  /** `digest` identifies the error in the server's log; the message itself never reaches the page. */
  error: Error & { digest?: string };
  /** Fetches the page from the server again. */
  retry: () => void;
  /** Rendered inside the app shell. */
  isFramed?: boolean;
  /** A shared report: its reader may have no archive here. */
  isReport?: boolean;
}

const BUSY = {
  title: 'The archive is busy',
  what: `This page took too long. Trying again in ${RETRY_AFTER_S} seconds.`,
  safe: 'Nothing is lost: syncing with Spotify continues.',
};

const FAILED = {
  title: 'This page did not load',
  what: 'Something went wrong on our side.',
  safe: 'Your archive is safe, and syncing continues.',
};

const OF_REPORT = {
  busy: { ...BUSY, title: 'This site is busy', safe: 'The report is still there.' },
  failed: { ...FAILED, safe: 'The report is still there. Try again in a moment.' },
};

/** Shown instead of a page that failed to render; one that took too long is tried again by itself. */
export function ErrorBoundary({ error, retry, isFramed, isReport }: ErrorBoundaryProps) {
  useEffect(() => {
    // One with a digest happened on the server, which has reported it.
    if (error.digest === undefined) reportBrowserError(error);
  }, [error]);
  const isBusy = error.digest === BUSY_DIGEST;
  useEffect(() => {
    if (!isBusy) return;
    const timer = setTimeout(retry, RETRY_AFTER_S * SECOND);
    return () => clearTimeout(timer);
  }, [isBusy, retry]);
  const { busy, failed } = isReport ? OF_REPORT : { busy: BUSY, failed: FAILED };
  return (
    <>
      {/* Without a frame the title may have failed with the page. */}
      {isFramed ? null : <title>This page did not load · Audiospective</title>}
      <MessagePage {...(isBusy ? busy : failed)} isFramed={isFramed} code={isBusy ? undefined : error.digest}>
        <button type="button" onClick={retry} className={solidButton}>
          Try again
        </button>
        {isBusy ? null : (
          <a href="/" className={outlineButton}>
            Back to home
          </a>
        )}
      </MessagePage>
    </>
  );
}
