import { countsAsPlay } from '@/lib/history/counts-as-play';
import type { Matching, Outcome } from '@/lib/history/match-plays';
import type { ImportedRow } from '@/lib/import/imported-row';
import type { ImportCounts, ImportOutcome } from '@/lib/shared/import/import-outcomes';
import type { StoredPlay } from '@/repositories/history/stored-plays-repository';

interface Matched {
  /** In the order in which their reports were matched, each with how many it gave. */
  rows: readonly { row: ImportedRow; reports: number }[];
  stored: readonly StoredPlay[];
  countsFromMs: number;
}

/** What became of the rows of a file. */
export function countOutcomes(
  { outcomes, plays }: Matching,
  { rows, stored, countsFromMs }: Matched,
): Partial<ImportCounts> {
  const measured = new Set(
    plays.flatMap(({ known, reported }) =>
      known !== null &&
      stored[known]?.msPlayed === null &&
      (reported.history ?? reported.account)?.msPlayed != null
        ? [known]
        : [],
    ),
  );
  const counts: Partial<ImportCounts> = {};
  let from = 0;
  for (const { row, reports } of rows) {
    const name = outcomeOf(outcomes.slice(from, from + reports), row, measured, countsFromMs);
    counts[name] = (counts[name] ?? 0) + 1;
    from += reports;
  }
  return counts;
}

function outcomeOf(
  outcomes: readonly Outcome[],
  row: ImportedRow,
  measured: Set<number>,
  countsFromMs: number,
): ImportOutcome {
  if (outcomes.some(({ kind }) => kind === 'new'))
    return countsAsPlay(row.msPlayed, countsFromMs) ? 'added' : 'tooShort';
  const known = outcomes.flatMap((outcome) => (outcome.kind === 'known' ? [outcome.play] : []));
  // Of several rows with the played time of a polled play only the first is counted so.
  if (known.some((play) => measured.delete(play))) return 'enriched';
  if (known.length > 0) return 'alreadyKnown';
  return outcomes.some(({ kind }) => kind === 'removed') ? 'removed' : 'repeated';
}
