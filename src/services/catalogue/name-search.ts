import { searchWords, withoutSigns } from '@/lib/catalogue/search-name';
import { toStoredName } from '@/lib/shared/history/play-bounds';
import type { NameSearch } from '@/repositories/catalogue/name-search';

/** Each word is searched in the listener's whole library; of a longer text only the longest words are. */
const MOST_WORDS = 10;

/** The words to search names for, without case and accents; null when nothing is left to search for. */
export function nameSearch(text: string): NameSearch | null {
  const named = searchWords(toStoredName(text));
  if (named.length === 0) return null;
  const words = [...new Set(named)].sort((a, b) => b.length - a.length).slice(0, MOST_WORDS);
  return {
    text: named.map(withoutSigns).join(' '),
    patterns: words.map((word) => `%${word.replaceAll(/[\\%_]/g, '\\$&')}%`),
    isIndexed: words.some((word) => INDEXABLE.test(word)),
  };
}

/** The index holds trigrams; for some scripts and database locales it has none. */
const INDEXABLE = /[a-z0-9]{3}/;
