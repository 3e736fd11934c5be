// Ends what a launcher leaves behind. Its input has a line "+pid" for each process that the launcher starts, and "-pid"
// when that has ended. When the input ends, so has the launcher, however that happened: its processes then end by
// themselves (end-with-parent.mjs), and those that hang are killed here, so that none holds a port or a database.
import { createInterface } from 'node:readline';

const GRACE_MS = 7_000;
const running = new Set();

for await (const line of createInterface({ input: process.stdin })) {
  const pid = Number(line.slice(1));
  if (line.startsWith('+')) running.add(pid);
  else running.delete(pid);
}

const send = (pid, signal) => {
  try {
    return process.kill(pid, signal);
  } catch {
    return false;
  }
};

const deadline = Date.now() + GRACE_MS;
while (running.size > 0 && Date.now() < deadline) {
  for (const pid of running) if (!send(pid, 0)) running.delete(pid);
  await new Promise((resolve) => setTimeout(resolve, 100));
}
for (const pid of running) send(pid, 'SIGKILL');
