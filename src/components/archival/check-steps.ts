import type { ConnectionCheck } from '@/lib/shared/archival/connection-check';
import type { ReaderFormat } from '@/lib/shared/format';
import { relativeTime } from '@/lib/shared/relative-time';
import { archiveHeadline, intervalLabel } from './archive-labels';

export interface CheckStep {
  state: 'good' | 'waiting' | 'bad';
  title: string;
  text: string;
}

/** What has to work for a play to be kept, in that order, each in plain words. */
export function checkSteps(check: ConnectionCheck, now: Date, format: ReaderFormat): CheckStep[] {
  return [
    {
      state: 'good',
      title: 'You are signed in',
      text: `As ${check.listener.name}. Your days begin at midnight in ${format.timeZone.replaceAll('_', ' ')}.`,
    },
    connectionStep(check, format),
    ...(check.connection.state === 'needs_reconnect' ? [] : [answerStep(check, format)]),
    lastSyncStep(check, now, format),
    nextSyncStep(check, format),
  ];
}

function connectionStep({ connection, authorizedAt }: ConnectionCheck, format: ReaderFormat): CheckStep {
  if (connection.state === 'needs_reconnect') {
    const since = connection.since ? ` since ${format.dayAndTime(connection.since)}` : '';
    return {
      state: 'bad',
      title: 'Spotify is not connected',
      text: connection.byListener
        ? `You disconnected it${since.replace(' since', ' on')}. Reconnecting starts the looks again.`
        : `Broken${since}. Reconnecting repairs it.`,
    };
  }
  const since = authorizedAt ? `Since ${format.day(authorizedAt)}. ` : '';
  return {
    state: connection.state === 'expiring' ? 'waiting' : 'good',
    title: 'Spotify is connected',
    text: `${since}The connection lasts until ${format.day(connection.expiresAt)}, ${format.count(connection.daysLeft, 'more day')}.`,
  };
}

function answerStep(
  { archive, restingUntil, consecutiveFailures }: ConnectionCheck,
  format: ReaderFormat,
): CheckStep {
  if (archive.pausedUntil) {
    return {
      state: 'waiting',
      title: 'Spotify asked for silence',
      text: `It concerns the whole application, not you. Looks go on at ${format.dayAndTime(archive.pausedUntil)}.`,
    };
  }
  if (restingUntil) {
    return {
      state: 'waiting',
      title: 'Your looks are resting',
      text: `${format.count(consecutiveFailures, 'look')} in a row failed, so we wait until ${format.dayAndTime(restingUntil)} and try again. Signing in again ends the rest.`,
    };
  }
  if (consecutiveFailures > 0) {
    return {
      state: 'waiting',
      title: 'Spotify did not answer last time',
      text: `${format.count(consecutiveFailures, 'look')} in a row failed. The next one tries again by itself.`,
    };
  }
  return {
    state: 'good',
    title: 'Spotify answers',
    text: 'No look has failed since the last one that worked.',
  };
}

function lastSyncStep(check: ConnectionCheck, now: Date, format: ReaderFormat): CheckStep {
  const { archive, connection, storedPlays } = check;
  if (!archive.lastPolledAt) {
    return {
      state: 'waiting',
      title: 'No look yet',
      text: 'The first one follows the sign-in within a minute.',
    };
  }
  const overdue = archiveHeadline(archive, connection, now).mark !== 'good';
  return {
    state: overdue ? 'waiting' : 'good',
    title: `Last look ${relativeTime(archive.lastPolledAt, now)}`,
    text: `On ${format.dayAndTime(archive.lastPolledAt)}. ${format.count(storedPlays, 'play')} kept so far.`,
  };
}

function nextSyncStep({ archive, connection }: ConnectionCheck, format: ReaderFormat): CheckStep {
  if (connection.state === 'needs_reconnect') {
    return {
      state: 'waiting',
      title: 'No look planned',
      text: 'Looks start again when Spotify is connected.',
    };
  }
  return {
    state: 'good',
    title: `Next look at ${format.time(archive.nextPollAt)}`,
    text: `The archive looks ${intervalLabel(archive.everyMinutes)}, whether this page is open or not.`,
  };
}
