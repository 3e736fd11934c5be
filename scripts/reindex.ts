import { connectDatabase } from '@/lib/db/client';
import { reindexIfBloated } from '@/services/archival/reindex-if-bloated';

/** Rebuilds the index of the plays if it is bloated. Exit code 1 when it may not, 2 on wrong usage. */
async function run(): Promise<number> {
  const url = process.env.DATABASE_URL;
  if (!url) {
    console.error('DATABASE_URL is not set. Use npm run reindex, which finds the embedded database.');
    return 2;
  }
  const db = connectDatabase(url, 2);
  try {
    const { plays, bytes, wasRebuilt } = await reindexIfBloated({ db });
    const size = `${(bytes / 1e6).toFixed(1)} MB for ${plays} plays`;
    console.log(
      wasRebuilt ? `The index of the plays was rebuilt: it had ${size}.` : `Nothing to do: ${size}.`,
    );
    return 0;
  } finally {
    await db.$disconnect();
  }
}

run().then(
  (code) => process.exit(code),
  (error: unknown) => {
    console.error(error instanceof Error ? error.message : String(error));
    process.exit(1);
  },
);
