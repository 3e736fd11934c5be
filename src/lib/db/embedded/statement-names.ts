/**
 * Prepared statements belong to one connection in PostgreSQL, but all connections share the engine's session. So each
 * connection's statement names get a prefix of their own.
 */
export class StatementNames {
  readonly #prefix: Buffer;
  readonly #prepared = new Set<string>();

  constructor(connection: number) {
    this.#prefix = Buffer.from(`c${connection}_`);
  }

  /** The engine's names of the statements that this connection prepared and did not close. */
  get open(): string[] {
    return [...this.#prepared];
  }

  /** The message with the engine's name in place of the client's. Unnamed statements stay unchanged. */
  translate(type: string, bytes: Buffer): Buffer {
    const at = this.#position(type, bytes);
    if (at === null || bytes[at] === 0) return bytes;
    const renamed = Buffer.concat([bytes.subarray(0, at), this.#prefix, bytes.subarray(at)]);
    renamed.writeInt32BE(renamed.length - 1, 1);
    const name = renamed.toString('utf8', at, renamed.indexOf(0, at));
    if (type === 'P') this.#prepared.add(name);
    if (type === 'C') this.#prepared.delete(name);
    return renamed;
  }

  /** Where the statement name begins in Parse, Bind, Describe and Close. */
  #position(type: string, bytes: Buffer): number | null {
    if (type === 'P') return 5;
    if (type === 'B') return bytes.indexOf(0, 5) + 1;
    if (type === 'D' || type === 'C') return bytes[5] === 0x53 ? 6 : null;
    return null;
  }
}
