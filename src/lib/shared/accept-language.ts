const FALLBACK = 'en-GB';

/**
 * The first language of an Accept-Language header that this runtime can format numbers and dates in, in the reader's
 * order of preference. Unreadable entries are skipped; the default is British English.
 */
export function localeFromAcceptLanguage(header: string | null): string {
  const wanted = (header ?? '')
    .split(',')
    .map(readPreference)
    .filter((p) => p.weight > 0)
    .sort((a, b) => b.weight - a.weight);
  return wanted.find((p) => isSupported(p.tag))?.tag ?? FALLBACK;
}

function readPreference(part: string): { tag: string; weight: number } {
  const [tag = '', ...parameters] = part.trim().split(';');
  const q = parameters.map((p) => p.trim()).find((p) => p.startsWith('q='));
  const weight = q === undefined ? 1 : Number(q.slice(2));
  return { tag: tag.trim(), weight: Number.isFinite(weight) ? weight : 0 };
}

function isSupported(tag: string): boolean {
  try {
    return Intl.DateTimeFormat.supportedLocalesOf(tag).length > 0;
  } catch {
    return false;
  }
}
