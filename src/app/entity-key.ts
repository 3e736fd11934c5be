const LARGEST = 2_147_483_647;

/** The key of an artist, album or track as an address has it; null for what can be none. */
export function entityKey(text: string): number | null {
  const number = /^\d{1,10}$/.test(text) ? Number(text) : 0;
  return number >= 1 && number <= LARGEST ? number : null;
}
