import { err, ok } from '@/lib/shared/result';
import { resetBreaker } from '@/repositories/operations/breaker-reset';
import { findListenerDetails } from '@/repositories/operations/listener-details';
import { logTransition } from '@/services/archival/log-polls';
import { noListener, readListenerId } from './listener-id';
import type { Verb } from './verb';

/** Closes the breaker of one listener, after whatever opened it was repaired. */
export const breaker: Verb = {
  takes: 'reset ID',
  about: 'close the breaker of a listener, so that the next run polls again',
  run: async ({ db, clock, logger }, [what, text]) => {
    if (what !== 'reset') return err('Name the listener whose breaker is to be reset: breaker reset ID');
    const id = readListenerId(text);
    if (!id.ok) return id;
    const before = await findListenerDetails(db, id.value, clock.now());
    if (!before) return noListener(id.value);
    const stored = await db.$transaction((tx) => resetBreaker(tx, id.value, clock.now()));
    if (!stored) {
      return err(
        `Listener ${id.value} is disconnected (${before.disconnectedReason ?? 'unknown reason'}): only a new sign-in reconnects.`,
      );
    }
    if (stored.transition) logTransition(logger, stored.transition);
    return ok(
      `The breaker of listener ${id.value} was ${before.state}; now it is healthy. The next run polls again.`,
    );
  },
};
