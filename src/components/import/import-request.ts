import type { ImportJobView } from '@/lib/shared/import/import-job';
import { isRecord } from '@/lib/shared/is-record';

/** The I/O of the import card; tests pass their own server. */
export interface ImportIo {
  /** Sends a file; `onProgress` gets the share that has been sent, from 0 to 1. Rejects when the server does not answer. */
  send(
    url: string,
    file: File,
    onProgress: (share: number) => void,
  ): Promise<{ status: number; body: string }>;
  /** Calls back with the data of each event until the returned function is called; `onLost` when no more will come. */
  listen(
    url: string,
    onEvent: (name: 'progress' | 'end', data: string) => void,
    onLost: () => void,
  ): () => void;
  /** The body of an answer. Rejects when there is none, or no success. */
  read(url: string): Promise<string>;
  wait(ms: number): Promise<void>;
}

/** The result of sending a file. */
export type SentFile = { step: 'following'; job: ImportJobView } | { step: 'refused'; message: string };

/** Sends a file; returns the import that was started, or why it was refused. Never throws. */
export async function sendFile(
  io: ImportIo,
  file: File,
  privateSessions: boolean,
  onProgress: (share: number) => void,
): Promise<SentFile> {
  const query = new URLSearchParams({ fileName: file.name.slice(0, 200) });
  if (privateSessions) query.set('privateSessions', 'include');
  try {
    const { status, body } = await io.send(`/api/import?${query}`, file, onProgress);
    const answer: unknown = JSON.parse(body);
    if (status === 202 && isJob(answer)) return { step: 'following', job: answer };
    return { step: 'refused', message: refusal(status, answer) };
  } catch {
    return { step: 'refused', message: 'The file did not arrive. Check your connection and try again.' };
  }
}

/** How often a page asks where no events arrive. */
const ASK_EVERY_MS = 5_000;

/** Follows an import to its end, by events or else by asking; the returned function stops. */
export function followImport(io: ImportIo, id: number, onJob: (job: ImportJobView) => void): () => void {
  let isStopped = false;
  const stopListening = io.listen(
    `/api/import/${id}/events`,
    (name, data) => {
      const job: unknown = JSON.parse(data);
      if (isJob(job)) onJob(job);
      if (name === 'end') stop();
    },
    () => void askUntilOver(),
  );
  const stop = () => {
    isStopped = true;
    stopListening();
  };
  const askUntilOver = async () => {
    while (!isStopped) {
      const job = await askFor(io, id);
      if (job && !isStopped) onJob(job);
      if (job === null || (job && isImportOver(job))) return stop();
      await io.wait(ASK_EVERY_MS);
    }
  };
  return stop;
}

/** Null for an import that is not there; undefined when nobody answered. */
async function askFor(io: ImportIo, id: number): Promise<ImportJobView | null | undefined> {
  try {
    const answer: unknown = JSON.parse(await io.read('/api/import'));
    const imports: unknown[] = isRecord(answer) && Array.isArray(answer.imports) ? answer.imports : [];
    return imports.filter(isJob).find((job) => job.id === id) ?? null;
  } catch {
    return undefined;
  }
}

export const isImportOver = ({ status }: ImportJobView): boolean =>
  status === 'succeeded' || status === 'failed';

function refusal(status: number, answer: unknown): string {
  if (status === 401) return 'You have been signed out. Sign in again, then choose the file once more.';
  if (status === 413) return 'The file is too large. Import the files of the zip one at a time.';
  if (isRecord(answer) && typeof answer.detail === 'string') return answer.detail;
  return 'The file could not be read. Try again in a moment.';
}

const isJob = (value: unknown): value is ImportJobView =>
  isRecord(value) && typeof value.id === 'number' && isRecord(value.counts) && Array.isArray(value.errors);

export const browserIo: ImportIo = {
  // fetch reports no upload progress.
  send: (url, file, onProgress) =>
    new Promise((resolve, reject) => {
      const request = new XMLHttpRequest();
      request.open('POST', url);
      request.upload.onprogress = ({ loaded, total }) => onProgress(total > 0 ? loaded / total : 0);
      request.onload = () => resolve({ status: request.status, body: request.responseText });
      request.onerror = () => reject(new Error('No answer'));
      request.setRequestHeader('content-type', 'application/octet-stream');
      request.send(file);
    }),
  listen: (url, onEvent, onLost) => {
    // The browser connects again by itself, except after an answer that is no stream.
    const source = new EventSource(url);
    source.addEventListener('error', () => {
      if (source.readyState === EventSource.CLOSED) onLost();
    });
    for (const name of ['progress', 'end'] as const) {
      source.addEventListener(name, (event: MessageEvent<string>) => onEvent(name, event.data));
    }
    return () => source.close();
  },
  read: async (url) => {
    const response = await fetch(url);
    if (!response.ok) throw new Error(`${url} answered ${response.status}`);
    return response.text();
  },
  wait: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
};
