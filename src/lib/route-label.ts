/** The most labels: requests for addresses that do not exist must not fill a monitor's memory. */
const MOST = 150;
const STATIC = /^\/(_next\/|favicon|icon|apple-touch-icon|manifest|robots|sw\.js)/;
/** What follows is an id, whatever it looks like. */
const HAVE_IDS = ['album', 'artist', 'track', 'share', 'sessions', 'tokens', 'badge', 'import'];
const WORD = /^[a-z][a-z.-]*$/;

const known = new Set<string>();

/**
 * The route of a request as few words: `/share/Ab3…` gives `/share/[id]`; what was not found is `unknown`.
 * @param path without a query.
 */
export function routeLabel(path: string, status: number): string {
  if (STATIC.test(path)) return 'static';
  if (status === 404) return 'unknown';
  // Redirected to the address without it, whatever stands before.
  if (path.length > 1 && path.endsWith('/')) return 'other';
  const label = path
    .split('/')
    .map((segment, index, all) => (isWord(segment, all[index - 1]) ? segment : '[id]'))
    .join('/');
  if (known.has(label)) return label;
  // A rate limit refuses any address, also one that does not exist.
  if (known.size >= MOST || (status >= 400 && status < 500)) return 'other';
  known.add(label);
  return label;
}

function isWord(segment: string, before: string | undefined): boolean {
  if (segment === '' || segment === 'new') return true;
  return !HAVE_IDS.includes(before ?? '') && WORD.test(segment);
}
