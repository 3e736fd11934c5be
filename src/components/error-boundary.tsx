'use client';

import { useRouter } from 'next/navigation';
import { startTransition } from 'react';
import { quietButton, solidButton } from './button-style';
import { MessagePage } from './message-page';

export interface ErrorBoundaryProps {
  /** `digest` is what the server's log calls this error; the message itself never reaches the page. */
  error: Error & { digest?: string };
  reset: () => void;
}

/** Shown instead of a page that could not be made. Trying again asks the server, not only the browser. */
export function ErrorBoundary({ error, reset }: ErrorBoundaryProps) {
  const { refresh } = useRouter();
  const tryAgain = () =>
    startTransition(() => {
      refresh();
      reset();
    });
  return (
    <MessagePage
      title="This page did not load"
      what={`Something on our side went wrong while it was made.${error.digest ? ` If it keeps happening, tell whoever runs this site the code ${error.digest}.` : ''}`}
      safe="Your archive is safe: reading it changes nothing, and the looks at Spotify go on by themselves."
    >
      <button type="button" onClick={tryAgain} className={solidButton}>
        Try again
      </button>
      <a href="/" className={quietButton}>
        Go to the start
      </a>
    </MessagePage>
  );
}
