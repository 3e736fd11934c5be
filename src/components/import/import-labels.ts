import type { ReaderFormat } from '@/lib/shared/format';
import type { ImportFormat, ImportJobView, SkipReason } from '@/lib/shared/import/import-job';
import type { ImportOutcome } from '@/lib/shared/import/import-outcomes';
import { plural } from '@/lib/shared/plural';

const FORMAT_LABELS: Record<ImportFormat, string> = {
  extended_history: 'Extended streaming history',
  account_data: 'Account data of one year',
  audiospective: 'Audiospective export',
};

export const formatLabel = ({ status, format }: ImportJobView): string | null =>
  status === 'reading' ? null : FORMAT_LABELS[format];

/** The result of an import, in one sentence. */
export function resultLabel(
  { status, counts, gapsClosed, failure }: ImportJobView,
  format: ReaderFormat,
): string {
  if (status === 'failed') return failureLabel(failure);
  const parts = [`${format.count(counts.added, 'play')} added`];
  if (counts.tooShort > 0) parts.push(`${format.number(counts.tooShort)} saved that are too short to count`);
  if (counts.enriched > 0) parts.push(`${format.count(counts.enriched, 'play')} updated with listening time`);
  parts.push(...knownLabel(counts, format));
  if (gapsClosed > 0) parts.push(`${format.count(gapsClosed, 'gap')} filled`);
  return `${parts.join(', ')}.`;
}

/** Why a file adds fewer plays than it has; empty when it has none of these. */
const knownLabel = ({ alreadyKnown }: ImportJobView['counts'], { number }: ReaderFormat): string[] =>
  alreadyKnown > 0 ? [`${number(alreadyKnown)} already in your archive`] : [];

function failureLabel(failure: string | null): string {
  if (failure === 'interrupted') return 'The upload was interrupted. Choose the file again.';
  if (failure === 'timed_out')
    return 'The import timed out. What was added stays; import the file again for the rest.';
  return 'The import failed. What was added stays; import the file again for the rest.';
}

const LEFT_OUT: [ImportOutcome, (count: string, number: number) => string][] = [
  ['removed', (count) => `${count} that you had removed`],
  ['privateSession', (count) => `${count} from private sessions`],
  ['podcast', (count, number) => `${count} ${plural(number, 'podcast')}`],
  ['audiobook', (count, number) => `${count} ${plural(number, 'audiobook')}`],
  ['repeated', (count) => `${count} duplicated in the file`],
  ['noTrack', (count) => `${count} without a known track`],
  [
    'outOfBounds',
    (count) => `${count} with an impossible time, length or name, or on an impossibly full day`,
  ],
  ['unreadable', (count) => `${count} that could not be read`],
];

/** What was skipped, and why; null when nothing was. */
export function skippedLabel({ counts }: ImportJobView, format: ReaderFormat): string | null {
  const parts = LEFT_OUT.flatMap(([outcome, words]) =>
    counts[outcome] > 0 ? [words(format.number(counts[outcome]), counts[outcome])] : [],
  );
  return parts.length === 0 ? null : `Skipped: ${parts.join(', ')}.`;
}

/** The progress of a running import, or of one that waits for its turn. */
export function progressLabel({ rowsDone, rowsTotal, counts }: ImportJobView, format: ReaderFormat): string {
  if (rowsTotal === 0) return 'Reading the file…';
  if (rowsDone === 0) return `${format.count(rowsTotal, 'row')} are waiting to be added…`;
  const parts = [
    `${format.number(rowsDone)} of ${format.count(rowsTotal, 'row')} read`,
    `${format.count(counts.added, 'play')} added`,
    ...knownLabel(counts, format),
  ];
  return `${parts.join(', ')}…`;
}

const SKIP_REASONS: Record<SkipReason, string> = {
  encrypted: 'locked with a password',
  unknownCompression: 'compressed in a way that cannot be read here',
  zipInside: 'a zip file inside the zip; unpack it and choose it on its own',
  notJson: 'not a JSON file',
  unreadable: 'not complete, or not as Spotify makes it',
  podcasts: 'podcasts only',
  audiobooks: 'audiobooks only',
  noHistory: 'no listening history',
  noRows: 'empty',
  lessExact: 'less exact than the files that were read; choose it on its own if it is about other times',
  secondExport: 'a second export; choose it on its own',
};

/** A file of the zip that was not read, and why. */
export const skippedFileLabel = ({ name, reason }: { name: string; reason: SkipReason }): string =>
  `${name}: ${SKIP_REASONS[reason]}`;
