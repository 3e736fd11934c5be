import { daySpan } from '@/lib/shared/analytics/calendar-days';
import type { ReaderFormat } from '@/lib/shared/format';
import type { ImportJobView } from '@/lib/shared/import/import-job';
import { formatLabel, progressLabel, resultLabel, skippedFileLabel, skippedLabel } from './import-labels';
import { isImportOver } from './import-request';

interface ImportListProps {
  /** Newest first. */
  imports: ImportJobView[];
  format: ReaderFormat;
}

/** Earlier imports and their results. */
export function ImportList({ imports, format }: ImportListProps) {
  if (imports.length === 0) return null;
  return (
    <ul aria-label="Imports" className="grid gap-4 border-t border-line pt-4">
      {imports.map((job) => (
        <li key={job.id} className="grid min-w-0 gap-1 text-sm">
          <p className="flex min-w-0 flex-wrap items-baseline justify-between gap-x-3">
            <span className="min-w-0 font-medium break-words">{job.fileName}</span>
            <span className="text-[0.8125rem] text-soft">{format.dayAndTime(job.createdAt)}</span>
          </p>
          <p className="text-[0.8125rem] text-soft">
            {formatLabel(job)}
            {job.firstPlayAt && job.lastPlayAt
              ? `, ${daySpan(format.dayKey(job.firstPlayAt), format.dayKey(job.lastPlayAt), format.locale)}`
              : ''}
          </p>
          <Outcome job={job} format={format} />
        </li>
      ))}
    </ul>
  );
}

function Outcome({ job, format }: { job: ImportJobView; format: ReaderFormat }) {
  if (!isImportOver(job)) {
    return (
      <div className="grid gap-1.5">
        <progress
          aria-label={`Import of ${job.fileName}`}
          value={job.rowsTotal === 0 ? undefined : job.rowsDone}
          max={Math.max(1, job.rowsTotal)}
          className="h-1.5 w-full"
        />
        <p>{progressLabel(job, format)}</p>
      </div>
    );
  }
  const leftOut = skippedLabel(job, format);
  return (
    <>
      <p className={job.status === 'failed' ? 'text-bad' : ''}>{resultLabel(job, format)}</p>
      {leftOut ? <p className="text-[0.8125rem] text-soft">{leftOut}</p> : null}
      <Notes summary={format.count(job.errors.length, 'note')} notes={job.errors} />
      <Notes
        summary={`${format.count(job.skippedFiles.length, 'file')} not read`}
        notes={job.skippedFiles.map(skippedFileLabel)}
      />
    </>
  );
}

function Notes({ summary, notes }: { summary: string; notes: string[] }) {
  if (notes.length === 0) return null;
  return (
    <details className="text-[0.8125rem] text-soft">
      <summary className="w-fit cursor-pointer py-1">{summary}</summary>
      <ul className="mt-1 grid gap-1 pl-4">
        {[...new Set(notes)].map((note) => (
          <li key={note} className="list-disc break-words">
            {note}
          </li>
        ))}
      </ul>
    </details>
  );
}
