type Bytes = ReadableStream<Uint8Array>;

const END_OF_HEADERS = Buffer.from('\r\n\r\n');
/** Bytes; the headers of a part have some hundred. */
const LONGEST_HEADERS = 10_000;

/**
 * The first file of a form, as `curl -F file=@…` sends it (RFC 7578); the body itself where that is no form. Of a form without
 * a file it is empty.
 */
export function fileOfForm(body: Bytes | null, contentType: string | null): Bytes | null {
  const boundary = /^multipart\/form-data\s*;.*\bboundary="?([^";]+)/i.exec(contentType ?? '')?.[1];
  if (!body || boundary === undefined) return body;
  return body.pipeThrough(cutOut(Buffer.from(`\r\n--${boundary}`)));
}

/** Holds no more in memory than headers and a piece. */
function cutOut(endOfPart: Buffer): TransformStream<Uint8Array, Uint8Array> {
  let place: 'headers' | 'field' | 'file' | 'behind' = 'headers';
  let held = Buffer.alloc(0);
  /** Takes what is certain; false when the next piece is needed. */
  const step = (send: (bytes: Uint8Array) => void): boolean => {
    const end = place === 'headers' ? END_OF_HEADERS : endOfPart;
    const at = held.indexOf(end);
    if (at < 0 && place === 'headers') {
      if (held.length > LONGEST_HEADERS) place = 'behind';
      return false;
    }
    // A piece may end in the middle of the boundary.
    const before = at < 0 ? Math.max(0, held.length - end.length + 1) : at;
    if (place === 'file' && before > 0) send(held.subarray(0, before));
    if (at >= 0) place = placeAfter(place, held.toString('latin1', 0, at));
    held = held.subarray(at < 0 ? before : at + end.length);
    return at >= 0 && place !== 'behind';
  };
  return new TransformStream({
    transform(piece, controller) {
      if (place === 'behind') return;
      held = Buffer.concat([held, piece]);
      while (step((bytes) => controller.enqueue(bytes)));
    },
    flush(controller) {
      // Cut off; whoever reads the file notices.
      if (place === 'file') controller.enqueue(held);
    },
  });
}

function placeAfter(place: 'headers' | 'field' | 'file' | 'behind', headers: string) {
  if (place === 'headers') return /;\s*filename\*?=/i.test(headers) ? 'file' : 'field';
  return place === 'field' ? 'headers' : 'behind';
}
