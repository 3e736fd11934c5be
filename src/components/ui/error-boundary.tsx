'use client';

import { useRouter } from 'next/navigation';
import { startTransition, useEffect, useEffectEvent } from 'react';
import { reportBrowserError } from '@/components/shell/report-error';
import { BUSY_DIGEST, RETRY_AFTER_S } from '@/lib/shared/busy';
import { SECOND } from '@/lib/shared/time';
import { BusyPage } from './busy-page';
import { solidButton } from './button-style';
import { ErrorPage } from './error-page';

export interface ErrorBoundaryProps {
  /** `digest` identifies the error in the server's log; the message itself never reaches the page. */
  error: Error & { digest?: string };
  reset: () => void;
  /** Rendered inside the app shell. */
  isFramed?: boolean;
}

/** Trying again fetches the page from the server, instead of only rendering it again. */
export function ErrorBoundary({ error, reset, isFramed }: ErrorBoundaryProps) {
  const { refresh } = useRouter();
  useEffect(() => {
    // One with a digest happened on the server, which has reported it.
    if (error.digest === undefined) reportBrowserError(error);
  }, [error]);
  const tryAgain = () =>
    startTransition(() => {
      refresh();
      reset();
    });
  const again = (
    <button type="button" onClick={tryAgain} className={solidButton}>
      Try again
    </button>
  );
  const isBusy = error.digest === BUSY_DIGEST;
  const retry = useEffectEvent(tryAgain);
  useEffect(() => {
    if (!isBusy) return;
    const timer = setTimeout(retry, RETRY_AFTER_S * SECOND);
    return () => clearTimeout(timer);
  }, [isBusy]);
  const page = isBusy ? (
    <BusyPage isFramed={isFramed} again={again} />
  ) : (
    <ErrorPage code={error.digest} isFramed={isFramed} again={again} />
  );
  return (
    <>
      {/* Without a frame the title may have failed with the page. */}
      {isFramed ? null : <title>This page did not load · Audiospective</title>}
      {page}
    </>
  );
}
