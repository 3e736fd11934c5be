import { createServer } from 'node:net';
import { LaunchError } from './project.mjs';

/** Checks that 127.0.0.1:port is free; 0 finds any free port. Resolves with the port, or null if it is taken. */
function tryPort(port) {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', (error) =>
      error.code === 'EADDRINUSE' || error.code === 'EACCES' ? resolve(null) : reject(error),
    );
    server.listen({ port, host: '127.0.0.1' }, () => {
      const { port: bound } = server.address();
      server.close(() => resolve(bound));
    });
  });
}

/** The first of these ports that is free, else any free one. */
export async function freePort(...preferred) {
  for (const port of preferred) {
    if (Number.isInteger(port) && port > 0 && port < 65_536 && (await tryPort(port))) return port;
  }
  return tryPort(0);
}

/** Throws `LaunchError` when the port is taken, with the command to choose another. */
export async function requirePort(port, command) {
  if (await tryPort(port)) return;
  throw new LaunchError(
    `Port ${port} is in use (or not allowed). Stop what uses it, or choose another: ${command} --port ${port + 1}`,
  );
}

/** A port number; `name` is what it comes from. */
export function parsePort(text, name = '--port') {
  const port = Number(text);
  if (Number.isInteger(port) && port > 0 && port < 65_536) return port;
  throw new LaunchError(`${name}: a port is a whole number from 1 to 65535.`);
}

/** Those at which 127.0.0.1 reaches the server too. */
const HOSTS = ['127.0.0.1', 'localhost', '0.0.0.0', '::'];

/** An address to listen on; `name` is what it comes from. */
export function parseHost(text, name) {
  if (HOSTS.includes(text)) return text;
  throw new LaunchError(
    `${name} must be 127.0.0.1 for this machine alone or 0.0.0.0 for the network: the queue and the launcher call the server at 127.0.0.1.`,
  );
}
