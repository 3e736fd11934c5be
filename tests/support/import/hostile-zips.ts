/** Zips as no program writes them: made of good ones by changing bytes of their headers. */

const LOCAL = Buffer.from('PK\u0003\u0004');
const CENTRAL = Buffer.from('PK\u0001\u0002');

interface Header {
  /** Where it begins. */
  at: number;
  /** Where its flags, method, sum and sizes lie; a central header has two bytes more in front of them. */
  fields: number;
  name: string;
  nameAt: number;
}

function headersOf(zip: Buffer): Header[] {
  const headers: Header[] = [];
  for (const [mark, fixed, shift] of [
    [LOCAL, 30, 0],
    [CENTRAL, 46, 2],
  ] as const) {
    for (let at = zip.indexOf(mark); at >= 0; at = zip.indexOf(mark, at + 1)) {
      const length = zip.readUInt16LE(at + 26 + shift);
      const name = zip.toString('latin1', at + fixed, at + fixed + length);
      headers.push({ at, fields: at + 6 + shift, name, nameAt: at + fixed });
    }
  }
  return headers;
}

function changed(zip: Buffer, name: string | null, change: (copy: Buffer, header: Header) => void): Buffer {
  const copy = Buffer.from(zip);
  for (const header of headersOf(zip)) if (name === null || header.name === name) change(copy, header);
  return copy;
}

/** With one of its entries, or all, under another name of the same length. */
export const renamed = (zip: Buffer, path: string, name: string | null = null): Buffer =>
  changed(zip, name, (copy, { nameAt }) => copy.write(path, nameAt, 'latin1'));

export const encrypted = (zip: Buffer, name: string): Buffer =>
  changed(zip, name, (copy, { fields }) => copy.writeUInt16LE(copy.readUInt16LE(fields) | 1, fields));

/** With another method of compression, by its number. */
export const withMethod = (zip: Buffer, name: string, method: number): Buffer =>
  changed(zip, name, (copy, { fields }) => copy.writeUInt16LE(method, fields + 2));

export const withoutItsSum = (zip: Buffer): Buffer =>
  changed(zip, null, (copy, { fields }) => copy.writeUInt32LE(0xdeadbeef, fields + 8));

/** As if its entries unpacked to this many bytes. */
export const withSize = (zip: Buffer, bytes: number): Buffer =>
  changed(zip, null, (copy, { fields }) => copy.writeUInt32LE(bytes, fields + 16));
