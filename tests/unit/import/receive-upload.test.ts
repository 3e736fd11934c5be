import { existsSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { type ReceivedFile, withReceivedFile } from '@/lib/import/receive-upload';

const upload = (body: ReadableStream<Uint8Array> | null, signal = new AbortController().signal) => ({
  body,
  signal,
  onProgress: async () => {},
});
const bytes = (count: number) => new Blob([new Uint8Array(count)]).stream();

describe('an upload', () => {
  it('is a file as long as it is used', async () => {
    let seen: ReceivedFile | null = null;
    await withReceivedFile(upload(bytes(10)), async (file) => {
      seen = file;
      expect(existsSync(file.path)).toBe(true);
    });
    expect(seen).toMatchObject({ bytes: 10 });
    expect(existsSync((seen as ReceivedFile | null)?.folder ?? '')).toBe(false);
  });

  it('is refused when it is empty or too long', async () => {
    const use = async () => 'used';
    await expect(withReceivedFile(upload(null), use)).rejects.toThrow(/empty/);
    await expect(withReceivedFile(upload(bytes(2_000_001)), use, 2_000_000)).rejects.toThrow(
      /longer than 2 MB/,
    );
  });

  it('is refused when it breaks off', async () => {
    const body = new ReadableStream<Uint8Array>({
      start(controller) {
        controller.enqueue(new Uint8Array(10));
        controller.error(new Error('aborted'));
      },
    });
    await expect(withReceivedFile(upload(body), async () => 'used')).rejects.toThrow(
      /interrupted.*choose the file again/,
    );
  });

  it('ends with its listener, and no more of it is asked for', async () => {
    const leaving = new AbortController();
    let isCancelled = false;
    const body = new ReadableStream<Uint8Array>({
      pull: (controller) => {
        controller.enqueue(new Uint8Array(10));
        leaving.abort();
      },
      cancel: () => {
        isCancelled = true;
      },
    });
    await expect(withReceivedFile(upload(body, leaving.signal), async () => 'used')).rejects.toThrow(
      /abort/i,
    );
    await expect.poll(() => isCancelled).toBe(true);
  });

  it('ends with its listener at once, also while nothing arrives', async () => {
    const leaving = new AbortController();
    const body = new ReadableStream<Uint8Array>(
      { pull: () => void setImmediate(() => leaving.abort()) },
      // Asked for when it is waited for, not before.
      { highWaterMark: 0 },
    );
    await expect(withReceivedFile(upload(body, leaving.signal), async () => 'used')).rejects.toThrow(
      /abort/i,
    );
  }, 10_000);
});
