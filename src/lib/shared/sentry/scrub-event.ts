const SECRET_NAME =
  /token|cookie|authorization|secret|password|email|signature|^code$|^state$|ip_?addr|^dsn$|forwarded|real-ip|socket|client[._](ip|address)|peer[._](ip|addr)|remote_?addr|user[._]agent|\.query$|^query_string$|\.body/i;
/** What a report of an error may say of a request: nothing that a listener wrote, and not where they are. */
export const SENT_HEADERS = ['accept', 'content-length', 'content-type', 'host', 'x-request-id'];
const BEARER = /\b(Bearer|Basic)\s+[\w.~+/=-]+/gi;
// From the beginning of a word only: a long address of a stranger would else be read once for each of its letters.
const EMAIL = /(?<![\w.+-])[\w.+-]+@[\w-]+\.[\w.]+/g;
const SECRET_PARAMETER = /([?&](?:code|state|access_token|refresh_token|token)=)[^&#\s"]+/gi;
const DATABASE_PASSWORD = /(postgres(?:ql)?:\/\/[^:\s/]+:)[^@\s]{1,500}@/gi;
/** Up to the query of an address, and that query: what somebody searched for, or Spotify sent back. */
const ADDRESS = /((?:https?:\/\/|(?<![^\s"'`(=])\/)[^ \t\n?#]*)(?:[?#][^ \t\n]*)?/g;
/** How Sentry names an element of a page, up to what a listener reads or hears on it. */
const ELEMENT_LABEL = /\[(?:aria-label|name|title|alt)="[\s\S]*/;
/** An attribute of a span; the name of a header may be a secret too. */
const HEADER = /^http\.(?:request|response)\.header\.(.*)/;
/** Of what anyone may open who has its address: a report, a badge. */
const OPEN_ID = /(\/(?:share|badge)\/)[\w-]{12,}/g;
const MAX_DEPTH = 10;

/**
 * A copy of an event for Sentry without tokens, cookies, addresses and passwords, which are found by the name of the field,
 * and inside texts by their pattern; addresses lose their query. Fields named `user` keep only an id; a `request` keeps its
 * method, its address and the headers of `SENT_HEADERS`, and so do spans.
 */
export function scrubEvent<T>(event: T): T {
  return scrub(event, 0) as T;
}

function scrub(value: unknown, depth: number): unknown {
  if (typeof value === 'string') return scrubText(value);
  if (typeof value !== 'object' || value === null) return value;
  if (depth > MAX_DEPTH) return '[too deep]';
  if (Array.isArray(value)) return value.map((item) => scrub(item, depth + 1));
  return Object.fromEntries(
    Object.entries(value)
      .filter(([name]) => maySend(name))
      .map(([name, member]) => [name, scrubMember(name, member, depth)]),
  );
}

function maySend(name: string): boolean {
  const header = HEADER.exec(name)?.[1];
  return header === undefined || SENT_HEADERS.includes(header.toLowerCase());
}

function scrubMember(name: string, member: unknown, depth: number): unknown {
  if (SECRET_NAME.test(name)) return '[redacted]';
  if (name === 'user' && typeof member === 'object' && member !== null) {
    return 'id' in member ? { id: member.id } : {};
  }
  if (name === 'request' && typeof member === 'object' && member !== null) return scrubRequest(member, depth);
  return scrub(member, depth + 1);
}

function scrubRequest(request: object, depth: number): unknown {
  const { method, url, headers } = request as { method?: unknown; url?: unknown; headers?: unknown };
  const sent = Object.entries(headers ?? {}).filter(([name]) => SENT_HEADERS.includes(name.toLowerCase()));
  return scrub({ method, url, headers: Object.fromEntries(sent) }, depth);
}

function scrubText(text: string): string {
  return text
    .replace(ADDRESS, '$1')
    .replace(ELEMENT_LABEL, '[redacted]')
    .replace(DATABASE_PASSWORD, '$1[redacted]@')
    .replace(BEARER, '$1 [redacted]')
    .replace(SECRET_PARAMETER, '$1[redacted]')
    .replace(OPEN_ID, '$1[id]')
    .replace(EMAIL, '[redacted]');
}
