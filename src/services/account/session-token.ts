import { hash } from 'node:crypto';
import { DAY } from '@/lib/shared/time';

/** How long a session lives without a visit. */
export const SESSION_MS = 30 * DAY;

/** What the database stores of a session's token. */
export const hashToken = (token: string): string => hash('sha256', token);

const ID_LENGTH = 16;

/** Names a session to its own listener. */
export const sessionId = (tokenHash: string): string => tokenHash.slice(0, ID_LENGTH);
