import { LandingView, type LandingViewProps } from './landing-view';
import { PAPER, PROMISE } from './paper';

const FONTS = ['/fonts/geist-latin.woff2', '/fonts/bricolage-latin.woff2'];

/** Days begin at the reader's midnight: the form of the sign-in tells which zone that is. Without it they are UTC's. */
const TELL_ZONE =
  'addEventListener("submit",e=>{e.target.tz.value=Intl.DateTimeFormat().resolvedOptions().timeZone})';

interface LandingDocumentProps extends LandingViewProps {
  /** The page's whole style. */
  style: string;
  /** Without it the browser uses neither the style nor the script. */
  nonce: string;
}

/** The whole document of the landing page: the first thing anybody sees waits for no file but its fonts. */
export function LandingDocument({ style, nonce, ...view }: LandingDocumentProps) {
  return (
    <html lang="en">
      <head>
        <meta charSet="utf-8" />
        <title>Audiospective</title>
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="description" content={PROMISE} />
        <meta name="color-scheme" content="light dark" />
        <meta name="theme-color" media="(prefers-color-scheme: light)" content={PAPER.light} />
        <meta name="theme-color" media="(prefers-color-scheme: dark)" content={PAPER.dark} />
        <link rel="icon" href="/icon.svg" type="image/svg+xml" />
        <link rel="apple-touch-icon" href="/apple-touch-icon.png" />
        <link rel="manifest" href="/manifest.webmanifest" />
        {FONTS.map((font) => (
          <link key={font} rel="preload" as="font" type="font/woff2" href={font} crossOrigin="" />
        ))}
        <style nonce={nonce}>{style}</style>
      </head>
      <body>
        <LandingView {...view} />
        <script nonce={nonce}>{TELL_ZONE}</script>
      </body>
    </html>
  );
}
