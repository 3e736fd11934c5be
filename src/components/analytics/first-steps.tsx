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

interface FirstStepsProps extends Pick<Dashboard, 'archive' | 'hasLeftOut'> {
  totals: NonNullable<Dashboard['totals']>;
  now: Date;
  format: ReaderFormat;
}

/** In the first days: where the archive begins, what happens next unless a banner above says it, and the one thing to do. */
export function FirstSteps({ archive, totals, hasLeftOut, now, format }: FirstStepsProps) {
  return (
    <Card id="first-steps" title="Your archive has begun">
      <ol className="grid gap-x-8 gap-y-4 wide:auto-cols-fr wide:grid-flow-col">
        <Step title="What is saved so far">
          Your first play is from {format.dayAndTime(totals.firstPlayAt)}.{' '}
          {hasLeftOut ? (
            <>
              Others are saved too, and <FigureLink href="/me#exclusions">left out of statistics</FigureLink>.{' '}
            </>
          ) : null}
          Spotify itself shows only the last {format.number(REMEMBERED_PLAYS)}.
        </Step>
        {archive.nextSync.waitsFor === 'schedule' ? (
          <Step title="What happens next">
            Nothing to do: it syncs {intervalLabel(archive.everyMinutes, format.locale)}, day and night, and
            saves what you play. Next sync <NextSyncTime archive={archive} now={now} format={format} />.
          </Step>
        ) : null}
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

const Step = ({ title, children }: { title: string; children: ReactNode }) => (
  <li className="text-sm">
    <h3 className="mb-1 font-[550]">{title}</h3>
    {children}
  </li>
);
