import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FrameReader, MalformedFrame } from '@/lib/db/embedded/frame-reader';
import { message, startupPacket } from '@/lib/db/embedded/wire-messages';

function readAll(
  chunks: Buffer[],
  reader = new FrameReader(1 << 20),
): Array<{ type: string; bytes: Buffer }> {
  const frames = [];
  for (const chunk of chunks) {
    reader.push(chunk);
    for (let frame = reader.take(); frame; frame = reader.take()) frames.push(frame);
  }
  return frames;
}

describe('the frame reader', () => {
  it('finds the same messages wherever the network cut the stream', () => {
    const payloads = fc.array(fc.uint8Array({ maxLength: 300 }), { minLength: 1, maxLength: 8 });
    fc.assert(
      fc.property(payloads, fc.array(fc.nat(2_000)), (contents, cuts) => {
        const stream = Buffer.concat(contents.map((content) => message('d', content)));
        const places = [0, ...cuts.map((cut) => cut % stream.length).sort((a, b) => a - b), stream.length];
        const chunks = places.slice(1).map((end, index) => stream.subarray(places[index], end));
        const found = readAll(chunks).map((frame) => [...frame.bytes.subarray(5)]);
        expect(found).toEqual(contents.map((content) => [...content]));
      }),
    );
  });

  // A twentieth of a second; moving all that came before at each piece takes far longer than this.
  const QUADRATIC_MS = 10_000;
  it(
    'reads a 64 MB message that arrives in small pieces in time proportional to its size',
    () => {
      const big = message('d', Buffer.alloc(64 << 20, 7));
      const pieces = Array.from({ length: Math.ceil(big.length / 16_384) }, (_, index) =>
        big.subarray(index * 16_384, (index + 1) * 16_384),
      );
      const [frame] = readAll(pieces, new FrameReader(1 << 28));
      expect(frame?.bytes.length).toBe(big.length);
    },
    QUADRATIC_MS,
  );

  it('refuses a message longer than allowed before it has arrived', () => {
    const reader = new FrameReader(1_000);
    reader.push(message('Q', Buffer.alloc(2_000)).subarray(0, 10));
    expect(() => reader.take()).toThrow(MalformedFrame);
  });

  it('refuses a startup packet that claims to be shorter than its header', () => {
    const reader = new FrameReader(1_000);
    reader.push(Buffer.from([0, 0, 0, 2, 0, 0, 0, 0]));
    expect(() => reader.takeStartup()).toThrow(MalformedFrame);
  });

  it('returns the bytes after the messages it was asked for', () => {
    const reader = new FrameReader(1_000);
    const next = message('Q', Buffer.from('select 1\0'));
    reader.push(Buffer.concat([startupPacket({ user: 'postgres' }), next]));
    expect(reader.takeStartup()).not.toBeNull();
    expect(reader.rest()).toEqual(next);
    expect(reader.take()).toBeNull();
  });
});
