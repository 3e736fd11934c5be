import type { ReactNode } from 'react';
import { RETRY_AFTER_S } from '@/lib/shared/busy';
import { MessagePage } from './message-page';

interface BusyPageProps {
  isFramed?: boolean | undefined;
  /** The button that does not wait. */
  again: ReactNode;
}

/** Shown instead of a page that took too long; the caller retries. */
export const BusyPage = ({ isFramed, again }: BusyPageProps) => (
  <MessagePage
    isFramed={isFramed}
    title="The archive is busy"
    what={`This page took too long. Trying again in ${RETRY_AFTER_S} seconds.`}
    safe="Nothing is lost: syncing with Spotify continues."
  >
    {again}
  </MessagePage>
);
