// PostgreSQL frontend/backend protocol 3.0: https://www.postgresql.org/docs/18/protocol-message-formats.html

/** Codes that take the place of the protocol version in a startup packet. */
export const STARTUP_CODE = { cancel: 80877102, ssl: 80877103, gssEncryption: 80877104, version3: 196608 };

/** Transaction state as the server reports it: idle, in a transaction, in a failed transaction. */
export type TransactionStatus = 'I' | 'T' | 'E';

/** One typed message: letter, length (of itself and the payload), payload. */
export function message(type: string, payload: Uint8Array = Buffer.alloc(0)): Buffer {
  const bytes = Buffer.allocUnsafe(5 + payload.length);
  bytes[0] = type.charCodeAt(0);
  bytes.writeInt32BE(payload.length + 4, 1);
  bytes.set(payload, 5);
  return bytes;
}

const cString = (text: string) => Buffer.from(`${text}\0`);

const int32 = (...values: number[]) => {
  const bytes = Buffer.alloc(values.length * 4);
  values.forEach((value, index) => {
    bytes.writeInt32BE(value, index * 4);
  });
  return bytes;
};

export const simpleQuery = (sql: string) => message('Q', cString(sql));
export const sync = () => message('S');
export const closeStatement = (name: string) =>
  message('C', Buffer.concat([Buffer.from('S'), cString(name)]));
export const passwordMessage = (password: string) => message('p', cString(password));
export const askForPassword = () => message('R', int32(3));
export const authenticationOk = () => message('R', int32(0));
export const parameterStatus = (name: string, value: string) =>
  message('S', Buffer.concat([cString(name), cString(value)]));
export const backendKey = (processId: number, secret: number) => message('K', int32(processId, secret));
export const readyForQuery = (status: TransactionStatus) => message('Z', Buffer.from(status));
/** Text format, columns left open: clients send their rows without looking at the column count. */
export const copyInResponse = () => message('G', Buffer.from([0, 0, 0]));

/** A startup packet, which has no type letter. */
export function startupPacket(parameters: Record<string, string>): Buffer {
  const pairs = Object.entries(parameters).flatMap(([name, value]) => [cString(name), cString(value)]);
  const body = Buffer.concat([int32(STARTUP_CODE.version3), ...pairs, Buffer.alloc(1)]);
  return Buffer.concat([int32(body.length + 4), body]);
}

/** The `application_name` in a startup packet; empty where there is none. */
export function applicationOf(packet: Buffer): string {
  const words = packet.subarray(8).toString().split('\0');
  const at = words.findIndex((word, index) => index % 2 === 0 && word === 'application_name');
  return at === -1 ? '' : (words[at + 1] ?? '');
}

/** An error as PostgreSQL sends it. `code` is a SQLSTATE; FATAL means that the connection ends. */
export function errorResponse(severity: 'ERROR' | 'FATAL', code: string, text: string): Buffer {
  const fields = `S${severity}\0V${severity}\0C${code}\0M${text}\0\0`;
  return message('E', Buffer.from(fields));
}

/** A whole answer to a simple query: one row with one text column. */
export function oneTextRow(column: string, value: string): Buffer {
  const text = Buffer.from(value);
  const description = Buffer.concat([Buffer.from([0, 1]), cString(column), int32(0), Buffer.alloc(2)]);
  const type = Buffer.concat([int32(25), Buffer.from([0xff, 0xff]), int32(-1), Buffer.alloc(2)]);
  return Buffer.concat([
    message('T', Buffer.concat([description, type])),
    message('D', Buffer.concat([Buffer.from([0, 1]), int32(text.length), text])),
    message('C', cString('SELECT 1')),
  ]);
}
