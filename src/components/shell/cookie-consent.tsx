'use client';

import { usePathname } from 'next/navigation';
import { lazy, type ReactNode, Suspense, useEffect, useState } from 'react';
import { outlineButton } from '@/components/ui/button-style';
import type { ErrorReportSettings } from '@/lib/shared/account/error-reports';
import type { Consent } from '@/lib/shared/account/installation';
import { rememberConsent } from './consent-cookie';

// A chunk of its own, fetched after consent.
const PageMeasuring = lazy(() => import('./web-vitals').then((m) => ({ default: m.PageMeasuring })));

interface CookieConsentProps {
  /** The stored answer. */
  consent: Consent | null;
  /** Whether page views would be counted. */
  pageViews: boolean;
  /** Where errors would be reported; null: nowhere. */
  errorReports: ErrorReportSettings | null;
  /** Rendered after consent. */
  measuring?: ReactNode;
}

/**
 * Asks once whether page views may be counted and errors be reported, at the foot of the page, where it is in nobody's way.
 * Both answers are one press away and weigh the same; without an answer nothing is loaded, sent or stored.
 * Not on the privacy page, which has the same choice as a setting.
 */
export function CookieConsent(props: CookieConsentProps) {
  const { consent, pageViews, errorReports, measuring = <PageMeasuring /> } = props;
  const [answer, setAnswer] = useState(consent);
  const isSetOnPage = usePathname() === '/privacy';
  useErrorReports(answer === 'granted' ? errorReports : null);
  const give = (given: Consent) => {
    rememberConsent(given);
    setAnswer(given);
  };
  if (answer === 'granted') return pageViews ? <Suspense fallback={null}>{measuring}</Suspense> : null;
  if (answer === 'denied' || isSetOnPage) return null;
  return <Question pageViews={pageViews} errors={errorReports !== null} give={give} />;
}

interface QuestionProps {
  pageViews: boolean;
  errors: boolean;
  give: (answer: Consent) => void;
}

function Question({ pageViews, errors, give }: QuestionProps) {
  return (
    <section
      aria-labelledby="cookie-notice"
      className="sticky bottom-0 z-20 border-t border-line bg-card px-[18px] py-3 shadow-card"
    >
      <div className="mx-auto flex max-w-[1016px] flex-wrap items-center justify-between gap-x-6 gap-y-2">
        <p className="min-w-0 flex-1 basis-72 text-sm text-pretty text-soft">
          <b id="cookie-notice" className="font-[550] text-ink">
            {questionOf(pageViews, errors)}
          </b>{' '}
          {pageViews ? 'Your browser will tell Vercel which pages you open and how fast they load. ' : null}
          {errors
            ? 'If something breaks, your browser will tell Sentry what failed and on which page. It also tells how long some pages took. '
            : null}
          Everything works without it.{' '}
          <a href="/privacy#cookies" className="whitespace-nowrap">
            More about it
          </a>
        </p>
        <div className="flex flex-wrap gap-2">
          <button type="button" className={outlineButton} onClick={() => give('denied')}>
            Decline
          </button>
          <button type="button" className={outlineButton} onClick={() => give('granted')}>
            Allow
          </button>
        </div>
      </div>
    </section>
  );
}

function questionOf(pageViews: boolean, errors: boolean): string {
  if (!errors) return 'May we count page views?';
  return pageViews ? 'May we collect page views and error reports?' : 'May we collect error reports?';
}

/** Loads what reports errors, and starts it; nothing while there are no settings. */
function useErrorReports(settings: ErrorReportSettings | null): void {
  useEffect(() => {
    if (settings === null) return;
    void import('./error-reports').then((m) => m.startErrorReports(settings));
  }, [settings]);
}
