'use client';

import { lazy, type ReactNode, Suspense, useState } from 'react';
import { outlineButton } from '@/components/ui/button-style';
import type { Consent } from '@/lib/shared/account/installation';
import { rememberConsent } from './consent-cookie';

// A chunk of its own, fetched after consent.
const PageMeasuring = lazy(() => import('./web-vitals').then((m) => ({ default: m.PageMeasuring })));

interface CookieConsentProps {
  /** The stored answer. */
  consent: Consent | null;
  /** Rendered after consent. */
  measuring?: ReactNode;
}

/**
 * Asks once whether page views may be counted, at the foot of the page, where it is in nobody's way. Both answers are
 * one press away and weigh the same; without an answer nothing is loaded, sent or stored.
 */
export function CookieConsent({ consent, measuring = <PageMeasuring /> }: CookieConsentProps) {
  const [answer, setAnswer] = useState(consent);
  const give = (given: Consent) => {
    rememberConsent(given);
    setAnswer(given);
  };
  if (answer === 'granted') return <Suspense fallback={null}>{measuring}</Suspense>;
  if (answer === 'denied') return null;
  return (
    <section
      aria-labelledby="cookie-notice"
      className="sticky bottom-0 z-20 border-t border-line bg-card px-[18px] py-3 shadow-card"
    >
      <div className="mx-auto flex max-w-[1112px] flex-wrap items-center justify-between gap-x-6 gap-y-2">
        <p className="min-w-0 flex-1 basis-72 text-sm text-soft">
          <b id="cookie-notice" className="font-[550] text-ink">
            May we count page views?
          </b>{' '}
          Your browser would report to Vercel which pages you open and how fast they load. Everything works
          without. <a href="/privacy#cookies">More about it</a>
        </p>
        <div className="flex flex-wrap gap-2">
          <button type="button" className={outlineButton} onClick={() => give('denied')}>
            No, thanks
          </button>
          <button type="button" className={outlineButton} onClick={() => give('granted')}>
            Yes, you may
          </button>
        </div>
      </div>
    </section>
  );
}
