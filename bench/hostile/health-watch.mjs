import { readFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads';

/** Resident memory of a process, MB; Linux only. */
export const memoryMb = (pid) =>
  Number(/VmRSS:\s*(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) / 1_024;

/**
 * Asks for the health every 20 ms, in a thread of its own, for sending a large file holds up its sender.
 * @returns what stops it and gives the worst latency, ms, and the most memory of the server, MB
 */
export async function watchHealth(url, pid) {
  const thread = new Worker(new URL(import.meta.url), { workerData: { url, pid } });
  const nextMessage = () =>
    new Promise((resolve, reject) => thread.once('message', resolve).once('error', reject));
  await nextMessage();
  return async () => {
    thread.postMessage('stop');
    const worst = await nextMessage();
    await thread.terminate();
    return worst;
  };
}

async function watch({ url, pid }) {
  const worst = { healthMs: 0, memory: 0 };
  let isOver = false;
  parentPort.once('message', () => {
    isOver = true;
  });
  // The first answer opens the connection.
  await ask(url);
  parentPort.postMessage('watching');
  while (!isOver) {
    const start = performance.now();
    await ask(url);
    worst.healthMs = Math.max(worst.healthMs, performance.now() - start);
    worst.memory = Math.max(worst.memory, memoryMb(pid));
    await pause(20);
  }
  parentPort.postMessage(worst);
}

const ask = async (url) => (await fetch(`${url}/api/health/live`)).arrayBuffer();

if (!isMainThread && workerData?.pid) await watch(workerData);
