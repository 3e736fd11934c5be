import { isAnswering } from './launch/web-server.mjs';

// For a container's health check: ends with 0 when the server of this container answers.
process.exitCode = (await isAnswering(Number(process.env.PORT ?? 3000), 4_000)) ? 0 : 1;
