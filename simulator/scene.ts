import { type Client, DEFAULT_CLIENTS } from './accounts/client';
import { TokenLedger } from './accounts/token-ledger';
import type { Quota } from './api/documents';
import { Library } from './api/library';
import { VirtualClock } from './clock';
import { RequestLog } from './control/request-log';
import { FaultRules } from './faults/fault-rules';
import type { ListenerLife } from './life/listener-life';
import { builtInListeners } from './life/scenarios';
import { createWorld, type World } from './life/world';

export interface SimulatorOptions {
  /** The seed of the lives; default 1. */
  seed?: number;
  /** Spotify's quota mode; default extended. */
  quota?: Quota;
  /** ms UTC; default the system's clock. The control endpoint moves an offset on top of it. */
  now?: () => number;
  clients?: Client[];
  /** If given, no other redirect URI is accepted. */
  redirectUris?: string[];
  /** Whether a refresh hands out a new refresh token; then the use of a spent one revokes its family. */
  rotation?: 'never' | 'always';
  /** Leaves links and markets out of the recent plays: for long simulations, where most of the time goes into their text. */
  isBrief?: boolean;
  /** How long access tokens live; default one hour, as Spotify's do. */
  accessTokenLifeMs?: number;
  /** Own base URL, used in links, without a slash at the end. */
  publicUrl: string;
  /** Default: the built-in scenarios, as seen from now. */
  listeners?: ListenerLife[];
  /** `live`: from now on every listener with a pace also plays without pause in real time. Default: as they live. */
  pace?: 'lived' | 'live';
  /** ms UTC; where the live pace begins, so that a restart gives the same plays. Default: now. */
  liveSince?: number;
}

/** The state that the endpoints of one simulator share. */
export interface Scene {
  seed: number;
  quota: Quota;
  publicUrl: string;
  isBrief: boolean;
  world: World;
  clock: VirtualClock;
  library: Library;
  ledger: TokenLedger;
  faults: FaultRules;
  log: RequestLog;
  clients: readonly Client[];
  redirectUris: readonly string[] | undefined;
  listeners: Map<string, ListenerLife>;
  /** Recorded recently-played answers by listener, served as they are. */
  recordings: Map<string, string>;
}

export function createScene(options: SimulatorOptions): Scene {
  const seed = options.seed ?? 1;
  const clock = new VirtualClock(options.now ?? Date.now);
  const now = clock.now();
  const world = createWorld(seed, { liveSince: options.pace === 'live' ? (options.liveSince ?? now) : null });
  const listeners = options.listeners ?? builtInListeners(now);
  return {
    seed,
    quota: options.quota ?? 'extended',
    publicUrl: options.publicUrl.replace(/\/+$/, ''),
    world,
    clock,
    library: new Library(world.catalogue),
    isBrief: options.isBrief ?? false,
    ledger: new TokenLedger(seed, options.rotation ?? 'never', options.accessTokenLifeMs),
    faults: new FaultRules(seed),
    log: new RequestLog(),
    clients: options.clients ?? DEFAULT_CLIENTS,
    redirectUris: options.redirectUris,
    listeners: new Map(listeners.map((life) => [life.id, life])),
    recordings: new Map(),
  };
}
