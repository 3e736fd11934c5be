import type { ReactNode } from 'react';
import { outlineButton } from './button-style';
import { MessagePage } from './message-page';

interface ErrorPageProps {
  /** Identifies this failure in the server's log. */
  code?: string;
  isFramed?: boolean | undefined;
  /** In how many seconds the page tries again by itself. */
  retriesAfter?: number;
  /** The button that retries rendering. */
  again: ReactNode;
}

/** Shown instead of a page that failed to render. */
export const ErrorPage = ({ code, isFramed, retriesAfter, again }: ErrorPageProps) => (
  <MessagePage
    isFramed={isFramed}
    title="This page did not load"
    what={`Something went wrong on our side.${retriesAfter ? ` Trying again in ${retriesAfter} seconds.` : ''}${code ? ` If it keeps happening, give the site operator this code: ${code}.` : ''}`}
    safe="Your archive is safe: reading it changes nothing, and syncing with Spotify continues."
  >
    {again}
    <a href="/" className={outlineButton}>
      Back to home
    </a>
  </MessagePage>
);
