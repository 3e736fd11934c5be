import { mayBeSameRecording } from '@/lib/catalogue/same-recording';
import { MINUTE, SECOND } from '@/lib/shared/time';
import { type Report, type Teller, tellerOf } from './report';

/** A poll and a row of a file tell the same end this far apart: their clocks differ. */
export const ENDS_APART = MINUTE;

/** A row that is known to the minute ended up to a minute after it. */
export const MINUTES_APART = 2 * MINUTE;

/** Older answers of Spotify gave the start of a play. It meets the start that a row tells within this. */
export const STARTS_APART = 10 * SECOND;

/** Added where starts meet, so that every pair of meeting ends is nearer. */
const BEHIND_ALL_ENDS = 3 * MINUTE;

/** What whole seconds and clocks add to a played time. */
const ROUNDING = SECOND;

/**
 * Whether two reports of one listener may tell of the same play: null, or how far apart they are, in ms. Reports of
 * different tellers are matched one to one, the nearest pairs first; docs/decisions/0013-play-identity.md says why.
 * Symmetric.
 */
export function samePlay(a: Report, b: Report): number | null {
  const apart = apartInTime(a, b);
  if (apart === null) return null;
  // Relinking changes the id of a polled play from one answer to the next, never its end.
  const isRepeatedPoll = a.source === 'poll' && b.source === 'poll';
  return isRepeatedPoll || mayBeSameRecording(a.track, b.track) ? apart : null;
}

/** As samePlay, for reports of the same recording. */
function apartInTime(a: Report, b: Report): number | null {
  const [first, second] = RANK[tellerOf(a)] <= RANK[tellerOf(b)] ? [a, b] : [b, a];
  switch (`${tellerOf(first)} ${tellerOf(second)}` as const) {
    case 'poll poll':
      return first.end === second.end ? 0 : null;
    case 'history history':
      return apartOfRepeatedRows(first, second);
    case 'account account':
      return first.end === second.end && arePlayedAlike(first, second) ? 0 : null;
    case 'poll history':
      return apartOfPollAndRow(first, second);
    case 'poll account':
      return Math.abs(first.end - second.end) <= MINUTES_APART ? apartFromMinute(first, second) : null;
    default:
      return isInMinute(first, second) && arePlayedAlike(first, second)
        ? apartFromMinute(first, second)
        : null;
  }
}

const RANK: Record<Teller, number> = { poll: 0, history: 1, account: 2 };

/** Exports hold a play several times, seconds apart. Both cannot have been heard when the ends lie within one play. */
function apartOfRepeatedRows(a: Report, b: Report): number | null {
  const apart = Math.abs(a.end - b.end);
  return apart < SECOND || apart < longestRepeat(a, b) ? apart : null;
}

/** How far apart the ends of repeated rows may lie: so that a loop of a short track stays as many plays. */
function longestRepeat(a: Report, b: Report): number {
  return arePlayedAlike(a, b) ? Math.min(a.msPlayed ?? 0, b.msPlayed ?? 0) - ROUNDING : 0;
}

function apartOfPollAndRow(poll: Report, row: Report): number | null {
  const ends = Math.abs(poll.end - row.end);
  if (ends <= ENDS_APART) return ends;
  if (row.msPlayed === null) return null;
  const starts = Math.abs(row.end - row.msPlayed - poll.end);
  return starts <= STARTS_APART ? BEHIND_ALL_ENDS + starts : null;
}

/** Measured from the middle of the minute, where the end is on average. */
const apartFromMinute = (exact: Report, minute: Report): number =>
  Math.abs(exact.end - (minute.end + MINUTE / 2));

const isInMinute = (exact: Report, minute: Report): boolean =>
  exact.end >= minute.end && exact.end < minute.end + MINUTE;

/** Whether two rows tell the same played time, to the second. */
const arePlayedAlike = (a: Report, b: Report): boolean =>
  a.msPlayed === null || b.msPlayed === null
    ? a.msPlayed === b.msPlayed
    : Math.abs(a.msPlayed - b.msPlayed) <= SECOND;
