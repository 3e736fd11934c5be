'use client';

import { useRouter } from 'next/navigation';
import { startTransition } from 'react';
import { solidButton } from './button-style';
import { ErrorPage } from './error-page';

export interface ErrorBoundaryProps {
  /** `digest` is what the server's log calls this error; the message itself never reaches the page. */
  error: Error & { digest?: string };
  reset: () => void;
  /** Stands within the frame of the pages. */
  isFramed?: boolean;
}

/** Trying again asks the server, not only the browser. */
export function ErrorBoundary({ error, reset, isFramed }: ErrorBoundaryProps) {
  const { refresh } = useRouter();
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
  return <ErrorPage code={error.digest} isFramed={isFramed} again={again} />;
}
