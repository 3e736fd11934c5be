import { STANDALONE } from './build.mjs';
import { IS_PACKAGED } from './program.mjs';
import { LaunchError } from './project.mjs';

const READY_MS = 60_000;
/** Longer than a reverse proxy keeps an idle connection (nginx 60 s, Traefik 90 s, Caddy 120 s): it never uses a closed one. */
const KEEP_ALIVE_MS = 130_000;
/**
 * Next takes 127.0.0.1 and `localhost`, as it calls itself, for two servers: it would fetch a page that it shows
 * instead of another over the network.
 */
const nameOf = (host) => (host === '127.0.0.1' ? 'localhost' : host);
const LOCALHOST_IS_127 = ['--dns-result-order=ipv4first'];

/** Starts the production server and resolves once it answers. `output` as for fork. */
export async function startWebServer(family, options) {
  const { port, host = '127.0.0.1', env, output, onUnexpectedEnd, mayEnd = false } = options;
  const script = IS_PACKAGED ? 'server.js' : `${STANDALONE}/server.js`;
  const member = family.start('web server', script, [], {
    env: {
      KEEP_ALIVE_TIMEOUT: String(KEEP_ALIVE_MS),
      ...env,
      PORT: String(port),
      HOSTNAME: nameOf(host),
      NODE_ENV: 'production',
      NEXT_TELEMETRY_DISABLED: '1',
    },
    execArgv: LOCALHOST_IS_127,
    output,
  });
  Object.assign(member, { mayEnd, onUnexpectedEnd });
  await answering(family, member, port);
  return member;
}

async function answering(family, member, port) {
  let hasEnded = false;
  void member.exited.then(() => {
    hasEnded = true;
  });
  const deadline = Date.now() + READY_MS;
  while (!(await isAnswering(port, 2_000))) {
    if (family.isEnding()) await new Promise(() => {});
    if (hasEnded) throw new LaunchError('The web server ended while it started.');
    if (Date.now() > deadline) {
      member.child.kill('SIGKILL');
      throw new LaunchError(`The web server did not answer on port ${port} within ${READY_MS / 1000} s.`);
    }
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

/** Whether a server answers in time that it is alive. */
export async function isAnswering(port, timeoutMs) {
  try {
    const signal = AbortSignal.timeout(timeoutMs);
    const response = await fetch(`http://127.0.0.1:${port}/api/health/live`, { signal });
    await response.arrayBuffer();
    return response.status < 500;
  } catch {
    return false;
  }
}
