import { environmentSchema } from '@/lib/env-schema';
import { type Finding, warning } from './finding';

/** Read by the launcher or at the build. */
const READ_ELSEWHERE = ['DATA_DIR', 'SENTRY_AUTH_TOKEN', 'SENTRY_ORG', 'SENTRY_PROJECT'];
const KNOWN = [...Object.keys(environmentSchema.shape), ...READ_ELSEWHERE];
/** Shorter names are too near to those of other programs. */
const LEAST_LENGTH = 8;
const MOST_SLIPS = 2;

/** Unknown settings whose names are nearly those of known ones. */
export function misspeltNames(settings: Readonly<Record<string, string | undefined>>): Finding[] {
  const unknown = Object.keys(settings).filter((name) => !KNOWN.includes(name));
  return unknown.flatMap((name) => {
    const meant = KNOWN.find((known) => known.length >= LEAST_LENGTH && slips(name, known) <= MOST_SLIPS);
    return meant === undefined
      ? []
      : [warning(`${name} is set, but nothing reads it.`, `Did you mean ${meant}?`)];
  });
}

/** Levenshtein's distance: letters to add, to leave out or to exchange. */
function slips(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (const [i, letter] of [...a].entries()) {
    const next = [i + 1];
    for (const [j, other] of [...b].entries()) {
      const exchanged = (row[j] ?? 0) + (letter === other ? 0 : 1);
      next.push(Math.min(exchanged, (row[j + 1] ?? 0) + 1, (next[j] ?? 0) + 1));
    }
    row = next;
  }
  return row.at(-1) ?? 0;
}
