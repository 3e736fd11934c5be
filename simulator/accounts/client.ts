export interface Client {
  id: string;
  secret: string;
  /** Shown on the consent page. */
  name?: string;
}

export const DEFAULT_CLIENTS: readonly Client[] = [
  { id: 'simulator-client', secret: 'simulator-secret', name: 'Audiospective' },
];

export type ClientCheck = { client: Client; proven: boolean } | { refused: string };

/**
 * The client that requests a token: by Basic auth, by id and secret in the form, or by id alone (`proven: false`), which only a
 * code with PKCE may do.
 */
export function identifyClient(
  clients: readonly Client[],
  authorization: string | null,
  form: URLSearchParams,
): ClientCheck {
  const given = basicCredentials(authorization) ?? {
    id: form.get('client_id') ?? '',
    secret: form.get('client_secret'),
  };
  const client = clients.find((each) => each.id === given.id);
  if (!client) return { refused: 'Invalid client' };
  if (given.secret === null) return { client, proven: false };
  return given.secret === client.secret ? { client, proven: true } : { refused: 'Invalid client secret' };
}

function basicCredentials(authorization: string | null): { id: string; secret: string } | null {
  const encoded = /^Basic\s+(\S+)$/i.exec(authorization ?? '')?.[1];
  if (!encoded) return null;
  const text = Buffer.from(encoded, 'base64').toString('utf8');
  const colon = text.indexOf(':');
  if (colon < 0) return { id: text, secret: '' };
  return { id: formDecode(text.slice(0, colon)), secret: formDecode(text.slice(colon + 1)) };
}

/** OAuth clients may percent-encode both halves (RFC 6749, 2.3.1). */
function formDecode(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '));
  } catch {
    return text;
  }
}
