import type { ReactNode } from 'react';
import { outlineButton } from './button-style';
import { MessagePage } from './message-page';

interface ErrorPageProps {
  /** Identifies this failure in the server's log. */
  code?: string | undefined;
  isFramed?: boolean | undefined;
  /** The button that retries rendering. */
  again: ReactNode;
}

/** Shown instead of a page that failed to render. */
export const ErrorPage = ({ code, isFramed, again }: ErrorPageProps) => (
  <MessagePage
    isFramed={isFramed}
    title="This page did not load"
    what="Something went wrong on our side."
    safe="What is stored is safe: reading it changes nothing, and syncing with Spotify continues."
    code={code}
  >
    {again}
    <a href="/" className={outlineButton}>
      Back to home
    </a>
  </MessagePage>
);
