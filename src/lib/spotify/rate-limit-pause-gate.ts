import { type Clock, wasSetBack } from '../clock';
import type { PauseReason } from './failure';

export interface Pause {
  until: Date;
  reason: PauseReason;
}

/** Spotify's limits are per application: during a rate-limit pause this gate stops every call of this process. */
export interface PauseGate {
  current(): Pause | null;
  /** Extends the pause; an earlier end never shortens it. */
  pause(pause: Pause): void;
}

export function createPauseGate(clock: Clock): PauseGate {
  let pause: Pause | null = null;
  let since = clock.now();
  return {
    current() {
      const now = clock.now();
      if (pause && (pause.until <= now || wasSetBack(since, now))) pause = null;
      return pause;
    },
    pause(next) {
      if (pause && next.until <= pause.until) return;
      pause = next;
      since = clock.now();
    },
  };
}
