import { html, plain } from '../answers';
import type { ListenerLife } from '../life/listener-life';
import type { Client } from './client';
import { consentPage } from './consent-page';
import { refusedRedirectUri } from './redirect-uri';
import type { TokenLedger } from './token-ledger';

export interface AuthorizeRequest {
  ledger: TokenLedger;
  clients: readonly Client[];
  redirectUris: readonly string[] | undefined;
  listeners: readonly ListenerLife[];
  query: URLSearchParams;
  /** What the consent page sent; null when the page is first asked for. */
  answer: URLSearchParams | null;
  /** ms UTC */
  now: number;
}

const SCOPES = new Set([
  'user-read-recently-played',
  'user-read-email',
  'user-read-private',
  'user-top-read',
  'user-read-currently-playing',
  'user-read-playback-state',
  'user-read-playback-position',
  'user-library-read',
  'user-library-modify',
  'user-follow-read',
  'user-follow-modify',
  'playlist-read-private',
  'playlist-read-collaborative',
  'playlist-modify-public',
  'playlist-modify-private',
  'user-modify-playback-state',
  'app-remote-control',
  'streaming',
  'ugc-image-upload',
]);

/** `GET /authorize` shows the consent page, `POST` (from that page) goes back to the app with a code or an error. */
export function authorizeAnswer(request: AuthorizeRequest): Response {
  const { query } = request;
  const client = request.clients.find((each) => each.id === query.get('client_id'));
  if (!client) return plain('INVALID_CLIENT: Invalid client', 400);
  const redirectUri = query.get('redirect_uri') ?? '';
  const refused = refusedRedirectUri(redirectUri, request.redirectUris);
  if (refused) return plain(refused, 400);
  const flaw = flawOf(query);
  if (flaw) return back(redirectUri, query, { error: flaw });
  const scopes = scopesOf(query);
  if (!request.answer) return html(consentPage({ client, scopes, listeners: request.listeners, query }));
  return decide(request, { client, redirectUri, scopes });
}

function decide(
  { ledger, listeners, query, answer, now }: AuthorizeRequest,
  asked: { client: Client; redirectUri: string; scopes: string[] },
): Response {
  if (answer?.get('decision') === 'cancel') return back(asked.redirectUri, query, { error: 'access_denied' });
  const listener = listeners.find((life) => life.id === answer?.get('listener'));
  if (!listener) return plain('There is no such listener. Go back and choose one from the list.', 400);
  const code = ledger.issueCode({
    listener: listener.id,
    clientId: asked.client.id,
    redirectUri: asked.redirectUri,
    scopes: asked.scopes,
    challenge: query.get('code_challenge'),
    issuedAt: now,
  });
  return back(asked.redirectUri, query, { code });
}

function flawOf(query: URLSearchParams): string | null {
  if (query.get('response_type') !== 'code') return 'unsupported_response_type';
  if (scopesOf(query).some((scope) => !SCOPES.has(scope))) return 'invalid_scope';
  const challenge = query.get('code_challenge');
  if (challenge !== null && query.get('code_challenge_method') !== 'S256') return 'invalid_request';
  return null;
}

const scopesOf = (query: URLSearchParams): string[] =>
  (query.get('scope') ?? '').split(/[\s,]+/).filter((scope) => scope !== '');

function back(redirectUri: string, query: URLSearchParams, result: Record<string, string>): Response {
  const url = new URL(redirectUri);
  for (const [name, value] of Object.entries(result)) url.searchParams.set(name, value);
  const state = query.get('state');
  if (state !== null) url.searchParams.set('state', state);
  return new Response(null, { status: 303, headers: { location: url.href } });
}
