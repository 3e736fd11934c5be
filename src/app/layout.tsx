import type { Metadata, Viewport } from 'next';
import { headers } from 'next/headers';
import type { ReactNode } from 'react';
import { TimeZoneScript } from '@/components/auth/time-zone-script';
import { CookieConsent } from '@/components/shell/cookie-consent';
import { env } from '@/lib/env';
import { COLOURS } from '@/lib/shared/design-tokens';
import { NONCE_HEADER } from '@/middleware/page-headers';
import { browserConsent } from './browser-consent';
import { chosenTheme } from './chosen-theme';
import { errorReports } from './error-reports';
import { fontVariables } from './fonts';
import './globals.css';

const TAGLINE = 'Spotify remembers 50 plays. Audiospective keeps the rest.';

export const metadata: Metadata = {
  title: { default: 'Audiospective', template: '%s · Audiospective' },
  description: TAGLINE,
  applicationName: 'Audiospective',
  icons: { icon: [{ url: '/icon.svg', type: 'image/svg+xml' }], apple: '/apple-touch-icon.png' },
};

export async function generateViewport(): Promise<Viewport> {
  const theme = await chosenTheme();
  if (theme !== null) return { colorScheme: theme, themeColor: COLOURS.paper[theme] };
  return {
    colorScheme: 'light dark',
    themeColor: [
      { media: '(prefers-color-scheme: light)', color: COLOURS.paper.light },
      { media: '(prefers-color-scheme: dark)', color: COLOURS.paper.dark },
    ],
  };
}

/** The question whether the browser may report, where this installation has something to ask. */
async function Consent() {
  const { webAnalytics } = env();
  const reports = errorReports(env());
  if (!webAnalytics && reports === null) return null;
  return <CookieConsent consent={await browserConsent()} pageViews={webAnalytics} errorReports={reports} />;
}

export default async function RootLayout({ children }: { children: ReactNode }) {
  // Every page is rendered per request: only then do its scripts carry the nonce that the security policy asks for.
  const nonce = (await headers()).get(NONCE_HEADER) ?? undefined;
  return (
    <html
      lang="en"
      className={fontVariables}
      data-theme={(await chosenTheme()) ?? undefined}
      // The setting on /me changes the attribute at once, before the page is rendered again.
      suppressHydrationWarning
    >
      <body>
        {children}
        <TimeZoneScript nonce={nonce} />
        <Consent />
      </body>
    </html>
  );
}
