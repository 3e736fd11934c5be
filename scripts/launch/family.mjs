import { fork, spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { inProject, ROOT } from './project.mjs';

const END_WITH_PARENT = new URL('./end-with-parent.mjs', import.meta.url).href;
/** All together get the 30 s that Docker's and systemd's files here give: 20 for a web server, the rest for the database. */
const GRACE_MS = { 'web server': 20_000 };
const OTHER_GRACE_MS = 8_000;

/**
 * The processes that one command starts. They end in reverse order of their start, so that the database outlives its
 * clients; and all end when one does, when the command is stopped, or when it is killed.
 */
export function createFamily() {
  const members = new Set();
  const guard = startGuard();
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
    members.add(member);
    guard(`+${child.pid}`);
    void exited.then((end) => {
      members.delete(member);
      guard(`-${child.pid}`);
      onExit(member, end);
    });
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
      for (const { name, child, exited } of inOrderOfEnding(members)) {
        child.kill('SIGTERM');
        const timer = setTimeout(() => child.kill('SIGKILL'), GRACE_MS[name] ?? OTHER_GRACE_MS);
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

/** The last started first; the database last of all, though it may have been started again. */
const inOrderOfEnding = (members) =>
  [...members].reverse().sort((a, b) => Number(a.name === 'database') - Number(b.name === 'database'));

/** Starts guard.mjs and gives the function that writes it a line. As process 1 of a container nothing outlives us. */
function startGuard() {
  if (process.pid === 1) return () => {};
  const script = fileURLToPath(new URL('./guard.mjs', import.meta.url));
  const child = spawn(process.execPath, [script], { stdio: ['pipe', 'ignore', 'inherit'], detached: true });
  child.unref();
  child.stdin.unref();
  // Without a guard everything still works; only a hung process would outlive a killed launcher.
  child.stdin.on('error', () => {});
  return (line) => child.stdin.write(`${line}\n`);
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
