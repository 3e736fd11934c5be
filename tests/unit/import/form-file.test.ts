import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fileOfForm } from '@/lib/import/form-file';

/** What a program sends for a form, in pieces of the given size. */
function sent(form: FormData): {
  type: string;
  inPieces: (size: number) => Promise<ReadableStream<Uint8Array>>;
} {
  const request = new Request('https://music.example.org', { method: 'POST', body: form });
  const bytes = request.arrayBuffer();
  const inPieces = async (size: number) => {
    const all = new Uint8Array(await bytes);
    return new ReadableStream<Uint8Array>({
      start(controller) {
        for (let at = 0; at < all.length; at += size) controller.enqueue(all.slice(at, at + size));
        controller.close();
      },
    });
  };
  return { type: request.headers.get('content-type') ?? '', inPieces };
}

const received = async (stream: ReadableStream<Uint8Array> | null) =>
  stream && new Uint8Array(await new Response(stream).arrayBuffer());

describe('the file of a form', () => {
  it('is the same bytes, whatever they are and however they are cut', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.uint8Array({ maxLength: 300 }),
        fc.constantFrom('', '\r\n', '\r\n--', '\r\n------formdata-undici-0', '--\r\n\r\n'),
        fc.integer({ min: 1, max: 200 }),
        async (bytes, odd, size) => {
          const file = new Blob([bytes, odd, bytes]);
          const form = new FormData();
          form.append('note', 'a field before it');
          form.append('file', file, 'my data.zip');
          form.append('note', 'and one behind');
          const { type, inPieces } = sent(form);
          expect(await received(fileOfForm(await inPieces(size), type))).toEqual(
            new Uint8Array(await file.arrayBuffer()),
          );
        },
      ),
      { numRuns: 200 },
    );
  });

  it('is nothing where the form has none, however long its fields are', async () => {
    const form = new FormData();
    form.append('file', 'x'.repeat(1_000_000));
    const { type, inPieces } = sent(form);
    expect(await received(fileOfForm(await inPieces(1_000), type))).toEqual(new Uint8Array());
  });

  it('is the body itself where that is no form', async () => {
    const body = new Blob(['[]']).stream();
    expect(fileOfForm(body, 'application/json')).toBe(body);
    expect(fileOfForm(body, null)).toBe(body);
    expect(fileOfForm(body, 'multipart/form-data')).toBe(body);
    expect(fileOfForm(null, 'multipart/form-data; boundary=x')).toBeNull();
  });
});
