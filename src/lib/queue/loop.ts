import 'server-only';
import type { QueueLogger } from '@/lib/queue/local-storage';

export interface Loop {
  /** Runs the next round at once instead of after the pause. */
  wake(): void;
  /** Resolves when the running round, if any, is over; none follows. */
  stop(): Promise<void>;
}

/**
 * Runs a round, pauses, and so on. A round that answers true is followed by the next without a pause. A round that
 * throws is logged, once until one succeeds again, and does not end the loop.
 * @param purpose for the log: "The local queue could not …".
 */
export function startLoop(
  purpose: string,
  pauseMs: number,
  logger: QueueLogger,
  round: () => Promise<boolean>,
): Loop {
  let stopped = false;
  let failing = false;
  let woken = false;
  let endPause = () => {};

  const pause = () =>
    new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, pauseMs);
      endPause = () => {
        clearTimeout(timer);
        resolve();
      };
      if (woken || stopped) endPause();
    });

  const runRound = async (): Promise<boolean> => {
    try {
      const more = await round();
      failing = false;
      return more;
    } catch (error) {
      if (!failing) logger.warn({ err: error }, `The local queue could not ${purpose}; it will try again`);
      failing = true;
      return false;
    }
  };

  const run = async () => {
    while (!stopped) {
      woken = false;
      if (!(await runRound())) await pause();
    }
  };

  const running = run();
  return {
    wake: () => {
      woken = true;
      endPause();
    },
    stop: () => {
      stopped = true;
      endPause();
      return running;
    },
  };
}
