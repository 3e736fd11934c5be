interface StreamEnd {
  bytes: number;
  outcome: 'complete' | 'aborted' | 'failed';
  error?: unknown;
}

/**
 * A body that asks for its next piece only when the reader has taken the one before: memory stays constant. When the
 * reader goes away, nothing more is asked for. `onEnd` is told once how it ended.
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
          // The reader may have left while the piece was made.
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

/** An empty piece would make the stream stand still: nobody pulls again after a pull that brought nothing. */
async function nextPiece(pieces: AsyncGenerator<string>): Promise<string | null> {
  for (;;) {
    const { done, value } = await pieces.next();
    if (done) return null;
    if (value !== '') return value;
  }
}
