import { askServer, REMEDIES } from '@/lib/db/ask-server';
import { databaseName } from '@/lib/db/database-name';
import { isPostgresAddress, POSTGRES_FORM } from '@/lib/env-schema';

/** Ends the process with the exit code that a program gives, or with 1 and why it failed. */
export function runProgram(program: () => Promise<number>): void {
  program().then(
    (code) => process.exit(code),
    async (error: unknown) => {
      console.error(await failureText(error));
      process.exit(1);
    },
  );
}

/** The address of the database that a program works on. */
export function requireDatabaseUrl(): string {
  const { DATABASE_URL = '' } = process.env;
  if (!isPostgresAddress(DATABASE_URL)) throw new Error(`DATABASE_URL ${POSTGRES_FORM}.`);
  return DATABASE_URL;
}

/** Why a program failed: where the database cannot be reached that is the reason, with what to do about it. */
export async function failureText(error: unknown): Promise<string> {
  const { DATABASE_URL = '' } = process.env;
  const answer = isPostgresAddress(DATABASE_URL) ? await askServer(DATABASE_URL) : null;
  if (answer !== null && 'fault' in answer) {
    const name = databaseName(DATABASE_URL);
    return `The ${name} cannot be reached: ${answer.message}.\n${REMEDIES[answer.fault]}`;
  }
  return error instanceof Error ? error.message : String(error);
}
