import type { Instrumentation } from 'next';

// Next compiles this file for the edge too, where nothing of ours runs: everything else is in a file of its own, loaded
// for Node only. Next asks for NEXT_RUNTIME in these very words; a build must start nothing.
const isBuild = () => process.env.NEXT_PHASE === 'phase-production-build';

export async function register(): Promise<void> {
  if (process.env.NEXT_RUNTIME !== 'nodejs' || isBuild()) return;
  const { start } = await import('./instrumentation-node');
  await start();
}

export const onRequestError: Instrumentation.onRequestError = async (error, request, context) => {
  if (process.env.NEXT_RUNTIME !== 'nodejs' || isBuild()) return;
  const { logRequestError } = await import('./instrumentation-node');
  logRequestError(error, request.path, request.headers, context.routePath);
};
