import { AppError } from '@/lib/app-error';
import { isUnavailable } from '@/lib/error-handler';

/** The code that the landing page turns into a message. */
export type SignInFailure =
  | 'AccessDenied'
  | 'NotAllowed'
  | 'AccountMismatch'
  | 'Misconfigured'
  | 'Unavailable'
  | 'Callback';

/** The OAuth error codes. https://www.rfc-editor.org/rfc/rfc6749#section-4.1.2.1 and 5.2 */
const OAUTH_ERRORS = [
  'access_denied',
  'invalid_client',
  'invalid_grant',
  'invalid_request',
  'unauthorized_client',
  'unsupported_response_type',
  'invalid_scope',
  'server_error',
  'temporarily_unavailable',
] as const;

export type OauthError = (typeof OAUTH_ERRORS)[number] | 'unknown';

/** A code of the list, or `unknown`: any other text comes from the caller and must not reach the log. */
export const oauthError = (text: unknown): OauthError =>
  OAUTH_ERRORS.find((code) => code === text) ?? 'unknown';

export function failureOfOauthError(code: OauthError): SignInFailure {
  if (code === 'access_denied') return 'AccessDenied';
  if (code === 'invalid_client') return 'Misconfigured';
  return code === 'server_error' || code === 'temporarily_unavailable' ? 'Unavailable' : 'Callback';
}

export function signInFailure(error: unknown): SignInFailure {
  if (error instanceof AppError && error.code === 'FORBIDDEN') return 'NotAllowed';
  if (error instanceof AppError && error.code === 'CONFLICT') return 'AccountMismatch';
  if (error instanceof AppError && error.code === 'UNAVAILABLE') return 'Unavailable';
  if (isUnavailable(error)) return 'Unavailable';
  if (!isProtocolError(error)) return 'Callback';
  return NO_ANSWER.test(error.message) ? 'Unavailable' : failureOfOauthError(codeOf(error));
}

/** How openid-client says that no answer came, or one that asks to come back. */
const NO_ANSWER = /^(expected 200 OK, got: (429|5\d\d)|outgoing request timed out)/;

/** Of openid-client's errors next-auth keeps the message, which begins with the code of Spotify's answer. */
const codeOf = ({ message }: Error): OauthError => oauthError(/^[a-z_]+/.exec(message)?.[0]);

/** openid-client's and next-auth's errors quote the address of the request, e.g. its `state`. */
export const isProtocolError = (error: unknown): error is Error =>
  error instanceof Error && /^(RPError|OPError|OAuthCallbackError)$/.test(error.name);

/** The loggable part of an error: of a protocol error only its class and code. */
export function errorFields(error: unknown): Record<string, unknown> {
  if (!isProtocolError(error)) return { err: error };
  return { error: error.name, code: codeOf(error) };
}
