import { hash } from 'node:crypto';
import { json, oauthError } from '../answers';
import { type Client, identifyClient } from './client';
import type { Code, IssuedTokens, TokenLedger } from './token-ledger';

export interface TokenRequest {
  ledger: TokenLedger;
  clients: readonly Client[];
  authorization: string | null;
  form: URLSearchParams;
  /** ms UTC */
  now: number;
}

/** `POST /api/token`: codes for tokens, refresh tokens for access tokens. All refusals are 400, as on Spotify. */
export function tokenAnswer(request: TokenRequest): Response {
  const check = identifyClient(request.clients, request.authorization, request.form);
  if ('refused' in check) return oauthError('invalid_client', check.refused);
  const grant = request.form.get('grant_type');
  if (grant === 'authorization_code') return redeemCode(request, check.client, check.proven);
  if (grant === 'refresh_token') return redeemRefreshToken(request, check.client, check.proven);
  if (grant === 'client_credentials') return appToken(check.client, check.proven);
  return oauthError(
    'unsupported_grant_type',
    'grant_type must be client_credentials, authorization_code or refresh_token',
  );
}

function redeemCode({ ledger, form, now }: TokenRequest, client: Client, proven: boolean): Response {
  const code = ledger.takeCode(form.get('code') ?? '', now);
  if (!code || code.clientId !== client.id) return oauthError('invalid_grant', 'Invalid authorization code');
  if (code.redirectUri !== null && code.redirectUri !== form.get('redirect_uri')) {
    return oauthError('invalid_grant', 'Invalid redirect URI');
  }
  const flaw = flawOfVerifier(code, form.get('code_verifier'));
  if (flaw) return flaw;
  if (!proven && !code.challenge) return oauthError('invalid_client', 'Invalid client secret');
  return tokens(ledger.open(code, now), now);
}

function flawOfVerifier(code: Code, verifier: string | null): Response | null {
  if (!code.challenge) return null;
  if (!verifier) return oauthError('invalid_request', 'code_verifier required');
  const digest = hash('sha256', verifier, 'base64url');
  return digest === code.challenge ? null : oauthError('invalid_grant', 'code_verifier was incorrect');
}

function redeemRefreshToken({ ledger, form, now }: TokenRequest, client: Client, proven: boolean): Response {
  if (!proven) return oauthError('invalid_client', 'Invalid client secret');
  const token = form.get('refresh_token');
  if (!token) return oauthError('invalid_request', 'refresh_token must be supplied');
  const outcome = ledger.redeem(token, client.id, now);
  return 'refused' in outcome ? oauthError('invalid_grant', outcome.refused) : tokens(outcome, now);
}

/** A token of the app itself. Only issuing it is simulated: no address of the Web API here takes it. */
function appToken(client: Client, proven: boolean): Response {
  if (!proven) return oauthError('invalid_client', 'Invalid client secret');
  const access_token = hash('sha256', `${client.id}:${client.secret}`, 'base64url');
  return json({ access_token, token_type: 'Bearer', expires_in: 3600 });
}

function tokens(issued: IssuedTokens, now: number): Response {
  return json({
    access_token: issued.accessToken,
    token_type: 'Bearer',
    expires_in: Math.round((issued.expiresAt - now) / 1000),
    ...(issued.refreshToken ? { refresh_token: issued.refreshToken } : {}),
    scope: issued.scopes.join(' '),
  });
}
