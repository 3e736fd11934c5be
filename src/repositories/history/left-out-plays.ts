import { Prisma } from '@/generated/prisma/client';

/** A condition on play_events: plays of the listener that would count if they were not left out. */
export const isLeftOutOf = (
  userId: number,
): Prisma.Sql => Prisma.sql`user_id = ${userId} AND listened_ms IS NULL
  AND counts_as_play(ms_played, (SELECT counts_from_ms FROM users WHERE id = ${userId}))`;
