import type { UploadedFile } from './uploaded-files';

/**
 * The text of a file, piece by piece: UTF-8, or UTF-16 in either order, with or without a byte order mark. What is no
 * character becomes U+FFFD.
 */
export async function* decodedText(file: UploadedFile): AsyncGenerator<string> {
  let decoder: TextDecoder | null = null;
  for await (const bytes of wholePieces(file)) {
    decoder ??= new TextDecoder(encodingOf(bytes));
    yield decoder.decode(bytes, { stream: true });
  }
  if (decoder) yield decoder.decode();
}

/** The first piece has two bytes at least, where the file has. */
async function* wholePieces(file: UploadedFile): AsyncGenerator<Buffer> {
  let first: Buffer | null = Buffer.alloc(0);
  for await (const bytes of file.read()) {
    if (first === null) {
      yield bytes;
      continue;
    }
    first = Buffer.concat([first, bytes]);
    if (first.length < 2) continue;
    yield first;
    first = null;
  }
  if (first?.length) yield first;
}

/** JSON begins with an ASCII character, so that the place of the zero byte beside it gives the byte order. */
function encodingOf(bytes: Buffer): 'utf-8' | 'utf-16le' | 'utf-16be' {
  const [first, second] = bytes;
  if ((first === 0xff && second === 0xfe) || (first !== 0 && second === 0)) return 'utf-16le';
  if ((first === 0xfe && second === 0xff) || (first === 0 && second !== 0)) return 'utf-16be';
  return 'utf-8';
}
