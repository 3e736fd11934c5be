'use client';

import { solidButton } from '@/components/ui/button-style';
import { MessagePage } from '@/components/ui/message-page';
import { fontVariables } from './fonts';
import './globals.css';

/** Replaces the whole document when even the frame of the pages failed; leans on nothing that could fail again. */
export default function GlobalError() {
  return (
    <html lang="en" className={fontVariables}>
      <body>
        <title>Audiospective did not load</title>
        <MessagePage
          title="Audiospective did not load"
          what="Something went wrong on our side before this page could load."
          safe="What is stored is safe. Try again in a moment."
        >
          <a href="/" className={solidButton}>
            Try again
          </a>
        </MessagePage>
      </body>
    </html>
  );
}
