import { fork } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { inProject, ROOT } from './project.mjs';

const END_WITH_PARENT = new URL('./end-with-parent.mjs', import.meta.url).href;
const GRACE_MS = 10_000;

/**
 * The processes that one command starts. They end in reverse order of their start, so that the database outlives its
 * clients; and all end when one does, when the command is stopped, or when it is killed.
 */
export function createFamily() {
  const members = [];
  let ending = null;

  function start(
    name,
    script,
    args = [],
    { execArgv = [], env = {}, cwd = ROOT, output = 'inherit', errors = output } = {},
  ) {
    const child = fork(inProject(script), args, {
      cwd,
      execArgv: [...execArgv, '--import', END_WITH_PARENT],
      env: { ...process.env, ...env, LAUNCHER_PID: String(process.pid) },
      stdio: ['ignore', output, errors, 'ipc'],
      // Ctrl-C reaches every process of the terminal's group; we end these in order instead.
      detached: true,
    });
    const exited = new Promise((resolve) => {
      child.once('exit', (code, signal) => resolve({ code, signal }));
      child.once('error', (error) => resolve({ code: 1, signal: null, error }));
    });
    const member = { name, child, exited };
    members.push(member);
    void exited.then((end) => onExit(member, end));
    return member;
  }

  function onExit(member, { code, signal }) {
    if (ending || member.mayEnd) return;
    console.error(
      `The ${member.name} ended unexpectedly (${signal ?? `exit code ${code}`}). Stopping the rest.`,
    );
    member.onUnexpectedEnd?.();
    void end(1);
  }

  function end(code) {
    ending ??= (async () => {
      for (const { child, exited } of [...members].reverse()) {
        child.kill('SIGTERM');
        const timer = setTimeout(() => child.kill('SIGKILL'), GRACE_MS);
        await exited;
        clearTimeout(timer);
      }
      process.exit(code);
    })();
    return ending;
  }

  function endOnSignals(farewell) {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
      process.on(signal, () => {
        if (!ending) console.log(farewell);
        void end(0);
      });
    }
    // A killed npm sends no signal, but its shell or this process then gets another parent.
    const before = ancestors();
    if (process.env.npm_lifecycle_event) {
      setInterval(() => ancestors() !== before && void end(1), 1_000).unref();
    }
  }

  return { start, end, endOnSignals, isEnding: () => ending !== null };
}

/** Our parent and, on Linux, its parent: npm, behind the shell that it runs us in. */
function ancestors() {
  try {
    const [, parentOfParent] = readFileSync(`/proc/${process.ppid}/stat`, 'utf8').split(') ')[1].split(' ');
    return `${process.ppid} ${parentOfParent}`;
  } catch {
    return `${process.ppid}`;
  }
}
