const SECRET_NAME =
  /token|cookie|authorization|secret|password|email|signature|^code$|^state$|ip_?addr|^dsn$/i;
const BEARER = /\b(Bearer|Basic)\s+[\w.~+/=-]+/gi;
const EMAIL = /[\w.+-]+@[\w-]+\.[\w.]+/g;
const SECRET_PARAMETER = /([?&](?:code|state|access_token|refresh_token|token)=)[^&#\s"]+/gi;
const DATABASE_PASSWORD = /(postgres(?:ql)?:\/\/[^:\s/]+:)[^@\s]+@/gi;
const MAX_DEPTH = 10;

/**
 * A copy of an event for Sentry without tokens, cookies, e-mail addresses and passwords, which are found by the name of
 * the field, and inside texts by their pattern. Fields named `user` keep only an id.
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
    Object.entries(value).map(([name, member]) => [name, scrubMember(name, member, depth)]),
  );
}

function scrubMember(name: string, member: unknown, depth: number): unknown {
  if (SECRET_NAME.test(name)) return '[redacted]';
  if (name === 'user' && typeof member === 'object' && member !== null) {
    return 'id' in member ? { id: member.id } : {};
  }
  return scrub(member, depth + 1);
}

function scrubText(text: string): string {
  return text
    .replace(DATABASE_PASSWORD, '$1[redacted]@')
    .replace(BEARER, '$1 [redacted]')
    .replace(SECRET_PARAMETER, '$1[redacted]')
    .replace(EMAIL, '[redacted]');
}
