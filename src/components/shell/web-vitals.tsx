'use client';

import { track } from '@vercel/analytics';
import { Analytics } from '@vercel/analytics/next';
import { useReportWebVitals } from 'next/web-vitals';

// A constant function: Next reports every metric again to a function that it has not seen.
const report = ({ name, value, rating }: { name: string; value: number; rating?: string }): void =>
  track('web-vital', { name, value: Math.round(value * 1000) / 1000, rating: rating ?? null });

/** Sends page views and web vitals to Vercel, by an address on this site. Rendered after consent only. */
export function PageMeasuring() {
  useReportWebVitals(report);
  return <Analytics beforeSend={withoutQuery} />;
}

/** URLs carry search terms and artist ids, which must not be sent to analytics. */
const withoutQuery = (event: { type: 'pageview' | 'event'; url: string }) => {
  const url = new URL(event.url);
  return { ...event, url: `${url.origin}${url.pathname.replace(/\/(artist|album|track|share)\/.+/, '/$1')}` };
};
