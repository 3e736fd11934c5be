import 'server-only';

/**
 * A body that asks for its next piece only when the reader has taken the one before: memory stays constant. When the
 * reader goes away, nothing more is asked for. `onEnd` is told once how it ended.
 */
export function streamText(
  pieces: AsyncGenerator<string>,
  onEnd: (end: {
    bytes: number;
    outcome: 'complete' | 'aborted' | 'failed';
    error?: unknown;
  }) => void = () => {},
): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  let bytes = 0;
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        try {
          const piece = await nextPiece(pieces);
          if (piece === null) {
            onEnd({ bytes, outcome: 'complete' });
            controller.close();
            return;
          }
          const chunk = encoder.encode(piece);
          bytes += chunk.byteLength;
          controller.enqueue(chunk);
        } catch (error) {
          onEnd({ bytes, outcome: 'failed', error });
          controller.error(error);
        }
      },
      async cancel() {
        onEnd({ bytes, outcome: 'aborted' });
        await pieces.return(undefined);
      },
    },
    { highWaterMark: 1 },
  );
}

/** An empty piece would make the stream stand still: nobody pulls again after a pull that brought nothing. */
async function nextPiece(pieces: AsyncGenerator<string>): Promise<string | null> {
  for (;;) {
    const { done, value } = await pieces.next();
    if (done) return null;
    if (value !== '') return value;
  }
}
