/** Bytes; a real play, track or artist takes a sixth. */
const OF_ONE_ENTRY = 3_000;

/**
 * The first entries of a list that together take no more bytes than `limit` entries of 3 kB; at least one. Names of 1,000
 * letters in any script and a hundred artists a track then make a list shorter, never an answer of megabytes.
 * @param limit how many entries the list may have.
 */
export const thatFit = <T>(entries: readonly T[], limit: number): T[] =>
  within(entries, limit * OF_ONE_ENTRY);

/** Bytes of a list that a page shows beside others; a real one of 200 entries takes 60 kB. */
const OF_ONE_LIST = 100_000;

/** The first entries of a list that stands on a page with others, as thatFit. */
export const inOneList = <T>(entries: readonly T[]): T[] => within(entries, OF_ONE_LIST);

const within = <T>(entries: readonly T[], bytes: number): T[] =>
  entries.slice(0, Math.max(1, countFitting(entries, bytes)));

/** How many of the first entries together take no more than this many bytes, as JSON or in a page. */
export function countFitting(entries: readonly unknown[], bytes: number): number {
  let left = bytes;
  const end = entries.findIndex((entry) => {
    left -= bytesOf(JSON.stringify(entry));
    return left < 0;
  });
  return end === -1 ? entries.length : end;
}

/** A page takes up to four bytes more for each character that HTML escapes; JSON's own are not counted. */
const bytesOf = (json: string): number =>
  Buffer.byteLength(json) + 4 * (json.match(/\\"|[<>&']/g)?.length ?? 0);
