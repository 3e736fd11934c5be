import type { ReactNode } from 'react';
import { Card } from '@/components/ui/card';
import type { ArchiveState, Connection } from '@/lib/shared/analytics/dashboard';
import { canSyncNow } from '@/lib/shared/archival/next-sync';
import type { ReaderFormat } from '@/lib/shared/format';
import { ArchiveHeadline } from './archive-headline';
import { archiveHeadline, intervalLabel } from './archive-labels';
import { LastSync } from './last-sync';
import { NextSyncTime } from './next-sync-time';
import { SyncNowButton } from './sync-now-button';

interface ArchiveCardProps {
  archive: ArchiveState;
  connection: Connection;
  now: Date;
  format: ReaderFormat;
}

/** The last and the next sync, and a button to sync now. */
export function ArchiveCard({ archive, connection, now, format }: ArchiveCardProps) {
  return (
    <Card
      id="archive"
      title="The archive"
      note={`It syncs with Spotify ${intervalLabel(archive.everyMinutes)}, day and night.`}
    >
      <div className="grid gap-4">
        <ArchiveHeadline headline={archiveHeadline(archive, connection, now)} />
        <dl className="grid grid-cols-2 gap-x-3 gap-y-4 border-t border-line pt-4">
          <Fact
            label="last sync"
            value={
              archive.lastPolledAt ? (
                <LastSync at={archive.lastPolledAt} made={now.toISOString()} />
              ) : (
                'not yet'
              )
            }
          />
          <Fact label="next sync" value={<NextSyncTime {...{ archive, now, format }} />} />
        </dl>
        {canSyncNow(archive.nextSync) ? <SyncNowButton followFirst={archive.lastPolledAt === null} /> : null}
      </div>
    </Card>
  );
}

function Fact({ label, value }: { label: string; value: ReactNode }) {
  return (
    <div className="flex min-w-0 flex-col-reverse justify-end">
      <dt className="text-[13px] text-soft">{label}</dt>
      <dd className="font-display text-lg leading-snug font-semibold">{value}</dd>
    </div>
  );
}
