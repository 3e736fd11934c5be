import { hash } from 'node:crypto';
import { DAY } from '@/lib/shared/time';

/** How long a session lives without a visit. */
export const SESSION_MS = 30 * DAY;

/** What the database stores of the token of a session or a program. */
export const hashToken = (token: string): string => hash('sha256', token);

const ID_LENGTH = 16;

/** Names a session or an access token to its own listener. */
export const tokenId = (tokenHash: string): string => tokenHash.slice(0, ID_LENGTH);
