import { DAY } from '@/lib/shared/time';
import type { Archived } from './statistics';

/** A stretch of time, ms UTC, without its end. */
export interface Stretch {
  from: number;
  to: number;
}

/** What is known about when the archive has every play. */
export interface ArchivedTime {
  /** The first play that a poll brought; null before it. */
  archivedFrom: Date | null;
  /** When Spotify last answered a poll. */
  lastPolledAt: Date | null;
  /** What imported files cover. */
  imports: { from: Date; to: Date }[];
  /** Open gaps. */
  gaps: { from: Date; to: Date }[];
}

export interface ArchivedStretches {
  /** In which the archive has plays to show, those with gaps included; in order, none touches the next. */
  archived: Stretch[];
  /** In which plays may be missing: gaps, and all that is not archived, up to now. They may overlap. */
  lacking: Stretch[];
}

/** Whether nothing of a day, week or month was ever archived: having no plays then says nothing about what was played. */
export const isUnarchived = ({ archived, plays }: { archived: Archived; plays: number }): boolean =>
  archived === 'none' && plays === 0;

/** Less than a week of the days is archived: of the hours of a week nothing can be said yet, unarchived ones would look silent. */
export const isLessThanAWeek = ({ archivedDays }: { archivedDays: number }): boolean => archivedDays < 7;

/** The time up to `now` that the archive has, and the time that it lacks. */
export function archivedStretches(known: ArchivedTime, now: Date): ArchivedStretches {
  const end = now.getTime();
  const archived = joined([...polled(known, end), ...known.imports.map(toStretch)], end);
  const lacking = known.gaps.map(toStretch);
  let reached = Number.NEGATIVE_INFINITY;
  for (const { from, to } of archived) {
    lacking.push({ from: reached, to: from });
    reached = to;
  }
  if (reached < end) lacking.push({ from: reached, to: end });
  return { archived, lacking };
}

/** Polled up to now, but where no poll has succeeded for a day: then up to the last one. */
function polled({ archivedFrom, lastPolledAt }: ArchivedTime, end: number): Stretch[] {
  if (!archivedFrom) return [];
  const last = lastPolledAt?.getTime() ?? end;
  return [{ from: archivedFrom.getTime(), to: end - last > DAY ? last : end }];
}

const toStretch = ({ from, to }: { from: Date; to: Date }): Stretch => ({
  from: from.getTime(),
  to: to.getTime(),
});

function joined(stretches: Stretch[], end: number): Stretch[] {
  const result: Stretch[] = [];
  for (const { from, to } of stretches.toSorted((a, b) => a.from - b.from)) {
    const last = result.at(-1);
    if (from >= end) break;
    if (last && from <= last.to) last.to = Math.max(last.to, Math.min(to, end));
    else result.push({ from, to: Math.min(to, end) });
  }
  return result.filter(({ from, to }) => from < to);
}
