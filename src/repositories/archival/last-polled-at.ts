import { Prisma } from '@/generated/prisma/client';

/**
 * In SQL: when Spotify last answered for the listener that the query knows as `u`, null before the first answer.
 * It is kept for a hundred listeners in one row, so that a look that brings nothing writes nothing about the listener.
 */
export const lastPolledAt = Prisma.sql`
  (SELECT p.polled_at[u.id % 100 + 1] FROM last_polls p WHERE p.hundred = u.id / 100)`;
