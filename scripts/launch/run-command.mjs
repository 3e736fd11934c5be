import { spawn } from 'node:child_process';
import { LaunchError, ROOT } from './project.mjs';

/**
 * Runs a command in `cwd`, the project's folder unless given, and resolves with its exit code and output.
 * `show` passes the output on as it comes; else it is only collected. Past `timeoutMs` the command is ended.
 * `onMessage` gets what a Node program sends with `process.send`.
 */
export function runCommand(command, args, options = {}) {
  const { env = {}, cwd = ROOT, show = false, timeoutMs, onMessage } = options;
  return new Promise((resolve, reject) => {
    const stdio = show ? ['ignore', 'inherit', 'inherit'] : ['ignore', 'pipe', 'pipe'];
    if (onMessage) stdio.push('ipc');
    const child = spawn(command, args, { cwd, env: { ...process.env, ...env }, stdio });
    if (onMessage) child.on('message', onMessage);
    const passOn = (signal) => child.kill(signal);
    for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, passOn);
    let output = '';
    for (const stream of [child.stdout, child.stderr])
      stream?.on('data', (chunk) => {
        output += chunk;
      });
    const timer = timeoutMs ? setTimeout(() => child.kill('SIGKILL'), timeoutMs) : undefined;
    const end = (action) => {
      clearTimeout(timer);
      for (const signal of ['SIGINT', 'SIGTERM']) process.off(signal, passOn);
      action();
    };
    child.once('error', (error) => end(() => reject(error)));
    child.once('close', (code, signal) => end(() => resolve({ code: code ?? 1, signal, output })));
  });
}

/** Runs a command silently; throws `LaunchError` with its output when it fails. `what` reads like "npm ci". */
export async function mustRun(what, command, args, options = {}) {
  const { code, signal, output } = await runCommand(command, args, options);
  if (signal === 'SIGINT' || signal === 'SIGTERM') process.exit(130);
  if (code !== 0)
    throw new LaunchError(`${output.trim()}\n\n${what} failed (exit code ${code}); its output is above.`);
  return output;
}

/** Runs an entry: prints a `LaunchError` plainly and ends with the code that the entry gives. */
export async function runEntry(entry) {
  try {
    const code = await entry();
    if (code !== undefined) process.exit(code);
  } catch (error) {
    console.error(error instanceof LaunchError ? error.message : error);
    process.exit(1);
  }
}
