import { haveSameName, mayBeSameRecording, type TrackFacts } from '@/lib/catalogue/same-recording';
import { MINUTE, SECOND } from '@/lib/shared/time';
import { type Report, type Reporter, reporterOf } from './report';

/** A poll and a row of a file have the same end this far apart: their clocks differ. */
export const ENDS_APART = MINUTE;

/** A row that is known to the minute ended up to a minute after it. */
export const MINUTES_APART = 2 * MINUTE;

/** Older answers of Spotify gave the start of a play. It is this close to the start by a row of a file. */
export const STARTS_APART = 10 * SECOND;

/** Added for a row that polls usually leave out, so that a longer play of the same minute is nearer. */
const BEHIND_LONGER_PLAYS = MINUTE;

/** Polls list hardly any shorter play: such a row must end close by, or a track that is started again would be lost. */
const LISTED_FROM = 30 * SECOND;
const SKIPS_APART = 10 * SECOND;

/** Added where starts meet, so that every pair of meeting ends is nearer. */
const BEHIND_ALL_ENDS = 4 * MINUTE;

/** What whole seconds and clocks add to a played time. */
const ROUNDING = SECOND;

/**
 * Whether two reports of one listener may be of the same play: null, or how far apart they are, in ms. Reports of
 * different reporters are matched one to one, the nearest pairs first; docs/decisions/0013-play-identity.md says why.
 * Symmetric.
 */
export function samePlay(a: Report, b: Report): number | null {
  const apart = apartInTime(a, b);
  if (apart === null) return null;
  // Relinking changes the id of a polled play from one answer to the next, never its end.
  const isRepeatedPoll = a.source === 'poll' && b.source === 'poll';
  return isRepeatedPoll || mayBeOneRecording(a, b) ? apart : null;
}

/** The account data has names alone: which recording of a name it means is a guess, and so is the length of the track. */
function mayBeOneRecording(a: Report, b: Report): boolean {
  if (mayBeSameRecording(a.track, b.track)) return true;
  const isByName = reporterOf(a) === 'account' || reporterOf(b) === 'account';
  return isByName && haveSameName(a.track, b.track);
}

/** As samePlay, for reports of the same recording. */
function apartInTime(a: Report, b: Report): number | null {
  const [first, second] = [reporterOf(a), reporterOf(b)];
  if (RANK[first] > RANK[second]) return apartInTime(b, a);
  if (first === 'poll') {
    if (second === 'poll') return a.end === b.end ? 0 : null;
    return second === 'history' ? apartOfPollAndRow(a, b) : apartOfPollAndMinute(a, b);
  }
  if (second === 'history') return apartOfRepeatedRows(a, b);
  return first === 'account' ? apartOfRepeatedMinutes(a, b) : apartOfRowAndMinute(a, b);
}

const RANK: Record<Reporter, number> = { poll: 0, history: 1, account: 2 };

/**
 * Exports hold a play several times, seconds apart: two rows are one play when their ends lie within its length. A loop
 * of a short track stays as many plays. Rows of one id and moment are one play, the longer, whatever they say was played.
 */
function apartOfRepeatedRows(a: Report, b: Report): number | null {
  const apart = Math.abs(a.end - b.end);
  if (apart === 0 && !haveOtherIds(a.track, b.track)) return 0;
  return arePlayedAlike(a, b) && areTooClose(a, b, apart) ? apart : null;
}

const haveOtherIds = (a: TrackFacts, b: TrackFacts): boolean =>
  a.spotifyId !== null && b.spotifyId !== null && a.spotifyId !== b.spotifyId;

/** A repeat may end in another minute. */
function apartOfRepeatedMinutes(a: Report, b: Report): number | null {
  if (!areAlikeInMinute(a, b)) return null;
  const apart = Math.abs(a.end - b.end);
  return apart === 0 || areTooClose(a, b, apart + MINUTE) ? apart : null;
}

/** In another minute they are one where both cannot have been heard, wherever in its minute the play ended. */
function apartOfRowAndMinute(row: Report, minute: Report): number | null {
  if (!areAlikeInMinute(row, minute)) return null;
  const apart = apartFromMinute(row, minute);
  if (isInMinute(row, minute)) return apart;
  const isNear = Math.abs(row.end - minute.end) <= MINUTES_APART;
  return isNear && areTooClose(row, minute, apart + MINUTE / 2) ? apart : null;
}

function apartOfPollAndRow(poll: Report, row: Report): number | null {
  const ends = Math.abs(poll.end - row.end);
  if (isSkip(row)) return ends <= SKIPS_APART ? ends + BEHIND_LONGER_PLAYS : null;
  if (ends <= ENDS_APART) return ends;
  if (row.msPlayed === null) return null;
  const starts = Math.abs(row.end - row.msPlayed - poll.end);
  return starts <= STARTS_APART ? BEHIND_ALL_ENDS + starts : null;
}

function apartOfPollAndMinute(poll: Report, minute: Report): number | null {
  if (isSkip(minute))
    return isInMinute(poll, minute) ? BEHIND_LONGER_PLAYS + apartFromMinute(poll, minute) : null;
  return Math.abs(poll.end - minute.end) <= MINUTES_APART ? apartFromMinute(poll, minute) : null;
}

const isSkip = ({ msPlayed }: Report): boolean => msPlayed !== null && msPlayed < LISTED_FROM;

/** Measured from the middle of the minute, where the end is on average. */
const apartFromMinute = (exact: Report, minute: Report): number =>
  Math.abs(exact.end - (minute.end + MINUTE / 2));

/** The start of an offline play is rounded down to a second, and its end with it. */
const isInMinute = (exact: Report, minute: Report): boolean =>
  exact.end > minute.end - ROUNDING && exact.end < minute.end + MINUTE;

/** Several skips of a track in one minute are told apart by their played times alone. */
const areAlikeInMinute = (a: Report, b: Report): boolean =>
  isSkip(a) && isSkip(b) ? a.msPlayed === b.msPlayed : arePlayedAlike(a, b);

/** Whether two plays of the same length cannot both have been played when their ends are at most so far apart. */
function areTooClose(a: Report, b: Report, apart: number): boolean {
  const played = Math.min(a.msPlayed ?? 0, b.msPlayed ?? 0);
  return apart < Math.max(SECOND, played - ROUNDING);
}

/** Whether two rows have the same played time, to the second. */
const arePlayedAlike = (a: Report, b: Report): boolean =>
  a.msPlayed === null || b.msPlayed === null
    ? a.msPlayed === b.msPlayed
    : Math.abs(a.msPlayed - b.msPlayed) <= SECOND;
