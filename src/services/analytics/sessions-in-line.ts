import { MINUTE } from '@/lib/shared/time';
import type { Session, SessionDay } from '@/repositories/analytics/find-session-days';

/** This much between the end of a play and the start of the next ends a session. The days are counted by it as well. */
export const PAUSE_MINUTES = 30;

export interface SessionsInLine {
  sessions: number;
  totalMs: number;
  /** The earliest of equals. */
  longest: Session | null;
}

const lengthOf = ({ startedAt, endedAt }: Session): number => endedAt - startedAt;

const isLonger = (session: Session, than: Session | null): boolean =>
  than === null ||
  lengthOf(session) > lengthOf(than) ||
  (lengthOf(session) === lengthOf(than) && session.startedAt < than.startedAt);

/** Puts the sessions of days in line, oldest first: one that goes on in the next day is one. */
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
