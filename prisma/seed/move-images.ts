import type { Database } from '@/lib/db/client';

/** Covers are stored with the address of the simulator that drew them; this follows it to another port. */
export async function moveImages(db: Database, from: string, to: string): Promise<void> {
  const like = `${from}/%`;
  await db.$executeRaw`UPDATE albums SET image_url = replace(image_url, ${from}, ${to}) WHERE image_url LIKE ${like}`;
  await db.$executeRaw`UPDATE artists SET image_url = replace(image_url, ${from}, ${to}) WHERE image_url LIKE ${like}`;
  await db.$executeRaw`UPDATE users SET image = replace(image, ${from}, ${to}) WHERE image LIKE ${like}`;
}
