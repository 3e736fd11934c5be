import { join } from 'node:path';

/** Every way of starting the server does so in the project's folder. */
export const MIGRATIONS_DIRECTORY = join(/* turbopackIgnore: true */ process.cwd(), 'prisma', 'migrations');
