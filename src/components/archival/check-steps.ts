import type { ConnectionCheck } from '@/lib/shared/analytics/dashboard';
import { canSyncNow } from '@/lib/shared/archival/next-sync';
import { REMEMBERED_PLAYS } from '@/lib/shared/archival/remembered-plays';
import type { ReaderFormat } from '@/lib/shared/format';
import type { NamedText } from '@/lib/shared/named-text';
import { zoneLabel } from '@/lib/shared/time-zone';
import { archiveHeadline, intervalLabel, LAST_FAILED, lastSyncTitle } from './archive-labels';
import { pauseLabel, pauseVerdict } from './next-sync-label';

export interface CheckStep {
  /** `waiting` passes by itself; `todo` and `bad` are for the listener to mend. */
  state: 'good' | 'waiting' | 'todo' | 'bad';
  title: string;
  /** What the title ends with, and goes on by itself while the page is open. */
  moment?: 'last sync' | 'next sync';
  /** What the page is titled where this is what it waits for; else the title. */
  verdict?: string | undefined;
  text: string | NamedText;
}

/** The steps that must work for a play to be saved, in order. */
export function checkSteps(
  check: ConnectionCheck & { name: string },
  now: Date,
  format: ReaderFormat,
): CheckStep[] {
  return [
    {
      state: 'good',
      title: 'You are signed in',
      text: ['As ', { name: check.name }, `. Your days begin at midnight in ${zoneLabel(format.timeZone)}.`],
    },
    connectionStep(check, format),
    ...(check.connection.state === 'needs_reconnect' ? [] : [answerStep(check, now, format)]),
    lastSyncStep(check, now, format),
    nextSyncStep(check, format),
  ];
}

function connectionStep({ connection, authorizedAt }: ConnectionCheck, format: ReaderFormat): CheckStep {
  if (connection.state === 'needs_reconnect') {
    return {
      state: 'bad',
      title: 'Spotify is not connected',
      text: 'Reconnect to start syncing again.',
    };
  }
  const since = authorizedAt ? `Since ${format.day(authorizedAt)}. ` : '';
  return {
    state: connection.state === 'expiring' ? 'todo' : 'good',
    title: 'Spotify is connected',
    text: `${since}The connection lasts until ${format.day(connection.expiresAt)}, ${format.count(connection.daysLeft, 'more day')}.`,
  };
}

function answerStep({ archive }: ConnectionCheck, now: Date, format: ReaderFormat): CheckStep {
  const { failedSyncs } = archive;
  const failed = failedSyncs > 1 ? `${format.number(failedSyncs)} syncs in a row failed. ` : '';
  const pause = pauseLabel(archive.nextSync, now, format);
  if (pause !== null) {
    return canSyncNow(archive.nextSync)
      ? { state: 'todo', title: pause, text: `${failed}Press “Sync now” to try again before that.` }
      : {
          state: 'waiting',
          title: pause,
          verdict: pauseVerdict(archive.nextSync, now, format),
          text: 'This affects everyone here, not just you. Syncing resumes by itself.',
        };
  }
  if (failedSyncs > 0) {
    return {
      state: 'waiting',
      title: LAST_FAILED,
      text: `${failed}The next one tries again by itself.`,
    };
  }
  return {
    state: 'good',
    title: 'Spotify responds',
    text: 'The last sync succeeded.',
  };
}

function lastSyncStep(check: ConnectionCheck, now: Date, format: ReaderFormat): CheckStep {
  const { archive, connection, countedPlays, hasLeftOut } = check;
  if (!archive.lastPolledAt) {
    return {
      state: 'waiting',
      title: 'No sync yet',
      text:
        archive.nextSync.waitsFor === 'schedule'
          ? 'The first sync starts within a minute of signing in.'
          : `The first sync fetches up to ${format.number(REMEMBERED_PLAYS)} of your latest plays.`,
    };
  }
  const overdue = archiveHeadline(archive, connection, now).mark !== 'good';
  return {
    state: overdue ? 'waiting' : 'good',
    title: lastSyncTitle(archive),
    moment: 'last sync',
    text: `On ${format.dayAndTime(archive.lastPolledAt)}. ${storedLabel(countedPlays, hasLeftOut, format)}.`,
  };
}

const storedLabel = (plays: number, hasLeftOut: boolean, { count }: ReaderFormat): string =>
  plays === 0 && hasLeftOut
    ? 'All plays so far are left out of statistics; see Account'
    : `${count(plays, 'play')} so far`;

function nextSyncStep({ archive }: ConnectionCheck, { locale }: ReaderFormat): CheckStep {
  const { nextSync } = archive;
  if (nextSync.at === null) {
    return {
      state: 'waiting',
      title: 'No sync planned',
      text: 'Syncing starts again when Spotify is connected.',
    };
  }
  const isOnTime = nextSync.waitsFor === 'schedule';
  const often = `${intervalLabel(archive.everyMinutes, locale)}, whether or not this page is open.`;
  return {
    state: isOnTime ? 'good' : 'waiting',
    title: 'Next sync',
    moment: 'next sync',
    text: isOnTime ? `The archive syncs ${often}` : `After that, syncing continues ${often}`,
  };
}
