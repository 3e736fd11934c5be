import { MINUTE } from '@/lib/shared/time';
import type { Session, SessionDay } from '@/repositories/analytics/find-session-days';

/** A pause this long between two plays ends a session. The SQL that counts the days uses the same value. */
export const PAUSE_MINUTES = 30;

export interface SessionsInLine {
  sessions: number;
  totalMs: number;
  /** The earliest one wins a tie. */
  longest: Session | null;
}

const lengthOf = ({ startedAt, endedAt }: Session): number => endedAt - startedAt;

const isLonger = (session: Session, than: Session | null): boolean =>
  than === null ||
  lengthOf(session) > lengthOf(than) ||
  (lengthOf(session) === lengthOf(than) && session.startedAt < than.startedAt);

/** Joins the sessions of consecutive days, oldest first: one that continues into the next day counts once. */
export function sessionsInLine(days: readonly SessionDay[]): SessionsInLine {
  const found: SessionsInLine = { sessions: 0, totalMs: 0, longest: null };
  let open: Session | null = null;
  const close = (session: Session | null) => {
    if (!session) return;
    found.sessions += 1;
    found.totalMs += lengthOf(session);
    if (isLonger(session, found.longest)) found.longest = session;
  };
  for (const { sessions, first, last, innerMs, longestInner } of days) {
    const goesOn: boolean = open !== null && first.startedAt - open.endedAt < PAUSE_MINUTES * MINUTE;
    const begun: Session = open && goesOn ? joined(open, first) : first;
    if (!goesOn) close(open);
    if (sessions === 1) {
      open = begun;
      continue;
    }
    close(begun);
    found.sessions += sessions - 2;
    found.totalMs += innerMs;
    if (longestInner && isLonger(longestInner, found.longest)) found.longest = longestInner;
    open = last;
  }
  close(open);
  return found;
}

const joined = (one: Session, next: Session): Session => ({
  startedAt: one.startedAt,
  endedAt: next.endedAt,
  plays: one.plays + next.plays,
});
