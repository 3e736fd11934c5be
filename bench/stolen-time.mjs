import { existsSync, readFileSync } from 'node:fs';

const FILE = '/proc/stat';

/**
 * Begins to watch how much of the processors' time the host of this machine gives to others. Answers a function that
 * answers the share since then, 0 to 1; always 0 where the system does not tell. Source: proc(5).
 */
export function watchStolenTime() {
  const before = processorTime();
  return () => {
    const now = processorTime();
    const all = now.all - before.all;
    return all > 0 ? (now.stolen - before.stolen) / all : 0;
  };
}

/** Ticks of all processors since the machine began: user, nice, system, idle, iowait, irq, softirq, steal. */
function processorTime() {
  if (!existsSync(FILE)) return { all: 0, stolen: 0 };
  const [line = ''] = readFileSync(FILE, 'utf8').split('\n');
  const ticks = line.trim().split(/\s+/).slice(1, 9).map(Number);
  return { all: ticks.reduce((sum, count) => sum + count, 0), stolen: ticks[7] ?? 0 };
}
