import { Prisma } from '@/generated/prisma/client';

/** In SQL: when Spotify last answered for the listener that the query knows as `u`, null before the first answer. */
export const lastPolledAt = Prisma.sql`(SELECT p.polled_at FROM last_polls p WHERE p.user_id = u.id)`;
