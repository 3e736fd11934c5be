export type Frame = { type: string; bytes: Buffer };

/** The peer sent bytes that aren't a protocol message. */
export class MalformedFrame extends Error {}

/**
 * Splits a byte stream into protocol messages. A message that arrives in many chunks is assembled once, when its last
 * chunk is there, so that the work stays proportional to its size.
 */
export class FrameReader {
  #chunks: Buffer[] = [];
  #size = 0;
  #wanted = 0;

  /** @param maxBytes longest message that is accepted; a longer one throws `MalformedFrame`. */
  constructor(readonly maxBytes: number) {}

  push(chunk: Buffer): void {
    this.#chunks.push(chunk);
    this.#size += chunk.length;
  }

  /** A startup packet (length first, no type letter), or null until it is complete. */
  takeStartup(): Buffer | null {
    return this.#take(4, (head) => head.readInt32BE(0), 8);
  }

  /** The next typed message, whole and with its five header bytes, or null until it is complete. */
  take(): Frame | null {
    const bytes = this.#take(5, (head) => head.readInt32BE(1) + 1, 5);
    return bytes && { type: String.fromCharCode(bytes[0] ?? 0), bytes };
  }

  /** The unread bytes; the reader is empty afterwards. */
  rest(): Buffer {
    const rest = Buffer.concat(this.#chunks);
    this.#chunks = [];
    this.#size = 0;
    this.#wanted = 0;
    return rest;
  }

  #take(headerBytes: number, length: (head: Buffer) => number, shortest: number): Buffer | null {
    if (this.#size < Math.max(headerBytes, this.#wanted)) return null;
    const all = this.#joined(headerBytes);
    const total = length(all);
    if (total < shortest || total > this.maxBytes) {
      throw new MalformedFrame(`a message of ${total} bytes; allowed are ${shortest} to ${this.maxBytes}`);
    }
    this.#wanted = total;
    if (this.#size < total) return null;
    const whole = this.#joined(total);
    this.#chunks[0] = whole.subarray(total);
    this.#size -= total;
    this.#wanted = 0;
    return whole.subarray(0, total);
  }

  /** The first chunk, extended to at least this many bytes. */
  #joined(bytes: number): Buffer {
    const first = this.#chunks[0];
    if (first && first.length >= bytes) return first;
    const joined = Buffer.concat(this.#chunks);
    this.#chunks = [joined];
    return joined;
  }
}
