interface StreamEnd {
  bytes: number;
  outcome: 'complete' | 'aborted' | 'failed';
  error?: unknown;
}

/**
 * A body that produces its next piece only when the reader has taken the previous one, in constant memory. When the reader
 * disconnects, no further piece is produced. `onEnd` is called once with the outcome.
 */
export function streamText(
  pieces: AsyncGenerator<string>,
  onEnd: (end: StreamEnd) => void = () => {},
): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  let bytes = 0;
  let isOver = false;
  const end = (outcome: StreamEnd['outcome'], error?: unknown) => {
    isOver = true;
    onEnd({ bytes, outcome, error });
  };
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        try {
          const piece = await nextPiece(pieces);
          // The reader may have disconnected while the piece was produced.
          if (isOver) return;
          if (piece === null) {
            end('complete');
            controller.close();
            return;
          }
          const chunk = encoder.encode(piece);
          bytes += chunk.byteLength;
          controller.enqueue(chunk);
        } catch (error) {
          if (isOver) return;
          end('failed', error);
          controller.error(error);
        }
      },
      async cancel() {
        end('aborted');
        await pieces.return(undefined);
      },
    },
    { highWaterMark: 1 },
  );
}

/** Skips empty pieces, which would stall the stream: a pull that enqueues nothing is not repeated. */
async function nextPiece(pieces: AsyncGenerator<string>): Promise<string | null> {
  for (;;) {
    const { done, value } = await pieces.next();
    if (done) return null;
    if (value !== '') return value;
  }
}
