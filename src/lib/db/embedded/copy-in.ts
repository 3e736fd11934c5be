import { FrameReader } from './frame-reader';

const COPY_IN = /^\s*copy\b[^;]*\bfrom\s+stdin\b[^;]*;?\s*$/i;
const MENTIONS_COPY_IN = /\bfrom\s+stdin\b/i;

/** The kind of a statement; the engine cannot wait for rows in the middle of a COPY. */
export function copyInKind(sql: string): 'copy' | 'unsupported' | 'none' {
  if (COPY_IN.test(sql)) return 'copy';
  return MENTIONS_COPY_IN.test(sql) ? 'unsupported' : 'none';
}

/** The SQL text of a simple query (Q) or Parse (P) message. */
export function sqlOf(type: string, bytes: Buffer): string {
  const start = type === 'P' ? bytes.indexOf(0, 5) + 1 : 5;
  return bytes.toString('utf8', start, bytes.indexOf(0, start));
}

/** The engine's answer without CopyInResponse, which the client got already. */
export function withoutCopyInvitation(answer: Buffer[]): Buffer[] {
  const reader = new FrameReader(1 << 30);
  for (const chunk of answer) reader.push(chunk);
  const rest: Buffer[] = [];
  for (let frame = reader.take(); frame; frame = reader.take()) {
    if (frame.type !== 'G') rest.push(frame.bytes);
  }
  return rest;
}
