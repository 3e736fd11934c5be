import type { ReactNode } from 'react';
import { PAPER, PROMISE } from './background';

const FONTS = ['/fonts/geist-latin.woff2', '/fonts/bricolage-latin.woff2'];

interface PageDocumentProps {
  title: string;
  /** The palette that the reader has chosen; without one, their device's. */
  theme?: 'light' | 'dark' | null;
  /** The page's whole style. */
  style: string;
  /** The page's whole script. */
  script?: string;
  /** Without it the browser uses neither the style nor the script. */
  nonce: string;
  children: ReactNode;
}

/** A page as one whole document, which waits for no file but its fonts and which no framework takes over. */
export function PageDocument({ title, theme = null, style, script, nonce, children }: PageDocumentProps) {
  return (
    <html lang="en" data-theme={theme ?? undefined}>
      <head>
        <meta charSet="utf-8" />
        <title>{title}</title>
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="description" content={PROMISE} />
        <Colors theme={theme} />
        <link rel="icon" href="/icon.svg" type="image/svg+xml" />
        <link rel="apple-touch-icon" href="/apple-touch-icon.png" />
        <link rel="manifest" href="/manifest.webmanifest" />
        {FONTS.map((font) => (
          <link key={font} rel="preload" as="font" type="font/woff2" href={font} crossOrigin="" />
        ))}
        <style nonce={nonce}>{style}</style>
      </head>
      <body>
        {children}
        {script ? <script nonce={nonce}>{script}</script> : null}
      </body>
    </html>
  );
}

function Colors({ theme }: { theme: 'light' | 'dark' | null }) {
  if (theme !== null) {
    return (
      <>
        <meta name="color-scheme" content={theme} />
        <meta name="theme-color" content={PAPER[theme]} />
      </>
    );
  }
  return (
    <>
      <meta name="color-scheme" content="light dark" />
      <meta name="theme-color" media="(prefers-color-scheme: light)" content={PAPER.light} />
      <meta name="theme-color" media="(prefers-color-scheme: dark)" content={PAPER.dark} />
    </>
  );
}
