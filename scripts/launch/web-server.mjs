import { LaunchError } from './project.mjs';

const READY_MS = 60_000;

/** Starts the production server and resolves once it answers. `output` as for fork. */
export async function startWebServer(family, { port, host = '127.0.0.1', env, output, onUnexpectedEnd }) {
  const member = family.start(
    'web server',
    'node_modules/next/dist/bin/next',
    ['start', '--port', String(port), '--hostname', host],
    { env: { ...env, NODE_ENV: 'production', NEXT_TELEMETRY_DISABLED: '1' }, output },
  );
  member.onUnexpectedEnd = onUnexpectedEnd;
  const deadline = Date.now() + READY_MS;
  while (!(await answers(`http://127.0.0.1:${port}/api/health/live`))) {
    if (family.isEnding()) await new Promise(() => {});
    if (Date.now() > deadline) {
      throw new LaunchError(`The web server did not answer on port ${port} within ${READY_MS / 1000} s.`);
    }
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  return member;
}

async function answers(url) {
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(2_000) });
    await response.arrayBuffer();
    return response.ok;
  } catch {
    return false;
  }
}
