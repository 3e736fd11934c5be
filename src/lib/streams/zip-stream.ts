import { Readable } from 'node:stream';
import type { ReadableStream as WebStream } from 'node:stream/web';
import { ZipFile } from 'yazl';

export interface ZipEntry {
  name: string;
  /** Called when it is the entry's turn. */
  text: () => AsyncGenerator<string>;
}

/**
 * A zip file written while it is read, one entry after the other, in constant memory. When the reader disconnects, the
 * current entry is destroyed.
 */
export function streamZip(
  entries: readonly ZipEntry[],
  at: Date,
  onEnd: (end: { outcome: 'complete' | 'aborted' | 'failed'; error?: unknown }) => void = () => {},
): ReadableStream<Uint8Array> {
  const zip = new ZipFile();
  let open: Readable | null = null;
  let failure: unknown = null;
  const output = Readable.from(zip.outputStream, { objectMode: false });
  const fail = (error: unknown) => {
    failure ??= error;
    output.destroy(error instanceof Error ? error : new Error(String(error)));
  };
  for (const { name, text } of entries) {
    zip.addReadStreamLazy(name, { mtime: at }, (answer) => {
      open = Readable.from(text(), { objectMode: false });
      // yazl only notices a failure through the zip file itself.
      open.once('error', fail);
      answer(null, open);
    });
  }
  zip.on('error', fail);
  // A reader that disconnects may give a reason, which also arrives here as an error.
  output.once('error', () => {});
  output.once('close', () => {
    open?.destroy();
    if (output.readableEnded) onEnd({ outcome: 'complete' });
    else if (failure === null) onEnd({ outcome: 'aborted' });
    else onEnd({ outcome: 'failed', error: failure });
  });
  zip.end();
  const web: WebStream<Uint8Array> = Readable.toWeb(output);
  return web as ReadableStream<Uint8Array>;
}
