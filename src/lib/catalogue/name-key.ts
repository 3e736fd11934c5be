import { hash } from 'node:crypto';
import { storedSearchName } from './search-name';

/** An index of PostgreSQL holds 2,704 bytes, and a letter has up to four. */
const LONGEST = 500;

/** What identifies music that is known by names alone, e.g. an album by its own and its artist's; longer ones by a digest. */
export function nameKey(...names: string[]): string {
  const key = names.map(storedSearchName).join('\n');
  return key.length <= LONGEST ? key : hash('sha256', key, 'base64url');
}
