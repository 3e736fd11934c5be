import type { ReactNode } from 'react';
import { outlineButton } from './button-style';
import { MessagePage } from './message-page';

interface ErrorPageProps {
  /** What the server's log calls this failure. */
  code?: string;
  isFramed?: boolean | undefined;
  /** The way to have the page made anew. */
  again: ReactNode;
}

/** Shown instead of a page that could not be made. */
export const ErrorPage = ({ code, isFramed, again }: ErrorPageProps) => (
  <MessagePage
    isFramed={isFramed}
    title="This page did not load"
    what={`Something on our side went wrong while it was made.${code ? ` If it keeps happening, tell whoever runs this site the code ${code}.` : ''}`}
    safe="Your archive is safe: reading it changes nothing, and the looks at Spotify go on by themselves."
  >
    {again}
    <a href="/" className={outlineButton}>
      Go to the start
    </a>
  </MessagePage>
);
