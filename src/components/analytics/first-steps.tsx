import type { ReactNode } from 'react';
import { intervalLabel } from '@/components/archival/archive-labels';
import { NextSyncTime } from '@/components/archival/next-sync-time';
import { outlineButton } from '@/components/ui/button-style';
import { Card } from '@/components/ui/card';
import { FigureLink } from '@/components/ui/hero-figure';
import { PageLink } from '@/components/ui/page-link';
import type { Dashboard } from '@/lib/shared/analytics/dashboard';
import { REMEMBERED_PLAYS } from '@/lib/shared/archival/remembered-plays';
import type { ReaderFormat } from '@/lib/shared/format';

interface FirstStepsProps extends Pick<Dashboard, 'archive' | 'countedPlays' | 'hasLeftOut'> {
  totals: NonNullable<Dashboard['totals']>;
  now: Date;
  format: ReaderFormat;
}

/** In the first days: what the first syncs found, what happens next, and the one thing to do. */
export function FirstSteps({ archive, totals, countedPlays, hasLeftOut, now, format }: FirstStepsProps) {
  return (
    <Card id="first-steps" title="Your archive has begun">
      <ol className="grid gap-x-8 gap-y-4 wide:grid-cols-3">
        <Step title="What is saved so far">
          {format.count(countedPlays, 'play')} by {format.count(totals.artists, 'artist')}, the first on{' '}
          {format.dayAndTime(totals.firstPlayAt)}.{' '}
          {hasLeftOut ? (
            <>
              Others are saved too, and <FigureLink href="/me#exclusions">left out of statistics</FigureLink>.{' '}
            </>
          ) : null}
          Spotify itself shows only the last {format.number(REMEMBERED_PLAYS)}.
        </Step>
        <Step title="What happens next">
          <WhatHappensNext archive={archive} now={now} format={format} />
        </Step>
        <Step title="What only you can add">
          Ask Spotify, and it sends you everything you played before. Ask now: it takes a few days to arrive.
          <div className="mt-3">
            <PageLink href="/import" className={outlineButton}>
              Import your history
            </PageLink>
          </div>
        </Step>
      </ol>
    </Card>
  );
}

/** While sync is paused, the banner above says why. */
function WhatHappensNext({ archive, now, format }: Pick<FirstStepsProps, 'archive' | 'now' | 'format'>) {
  const often = `${intervalLabel(archive.everyMinutes, format.locale)}, day and night`;
  const next = <NextSyncTime archive={archive} now={now} format={format} />;
  switch (archive.nextSync.waitsFor) {
    case 'reconnect':
      return 'Reconnect Spotify: until then nothing you play is saved.';
    case 'schedule':
      return (
        <>
          Nothing to do: it syncs {often}, and saves what you play. Next sync {next}.
        </>
      );
    default:
      return (
        <>
          Next sync {next}, and from then on again {often}.
        </>
      );
  }
}

const Step = ({ title, children }: { title: string; children: ReactNode }) => (
  <li className="text-sm">
    <h3 className="mb-1 font-[550]">{title}</h3>
    {children}
  </li>
);
