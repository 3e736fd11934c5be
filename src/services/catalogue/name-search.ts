import { searchName } from '@/lib/catalogue/search-name';
import type { NameSearch } from '@/repositories/catalogue/name-search';

/** What to look for in names, whatever its case and accents; null when the text has nothing to search for. */
export function nameSearch(text: string): NameSearch | null {
  const name = searchName(text);
  if (name === '') return null;
  return { pattern: `%${name.replaceAll(/[\\%_]/g, '\\$&')}%`, isIndexed: INDEXABLE.test(name) };
}

/** The index holds threes of letters. Of other scripts it may hold none, by the locale of the database. */
const INDEXABLE = /[a-z0-9]{3}/;
