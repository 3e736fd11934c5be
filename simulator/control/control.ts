import type { IssuedTokens } from '../accounts/token-ledger';
import type { Quota } from '../api/documents';
import type { FaultRule } from '../faults/fault-rules';
import type { ListenerLife, SimulatedPlay } from '../life/listener-life';
import { playsBetween } from '../life/plays';
import type { Scene } from '../scene';
import { type ListenerSpec, lifeFrom, type PlaySpec, withPlays } from './listener-spec';

const ALL_SCOPES = [
  'user-read-recently-played',
  'user-read-email',
  'user-read-private',
  'user-top-read',
  'user-read-currently-playing',
] as const;

export interface TokenState {
  /** Of the newest authorisation; null: there was none. */
  currentRefreshToken: string | null;
  familyRevoked: boolean;
  refreshes: number;
  /** ms UTC */
  authorisedAt: number | null;
}

/** Everything that `/control/*` does, for tests in the same process. Unknown listeners are an Error that names them. */
export class SimulatorControl {
  constructor(private readonly scene: Scene) {}

  /** ms UTC */
  now(): number {
    return this.scene.clock.now();
  }

  moveClock(ms: number): number {
    this.scene.clock.move(ms);
    return this.now();
  }

  setClock(atMs: number): number {
    this.scene.clock.set(atMs);
    return this.now();
  }

  setQuota(quota: Quota): void {
    this.scene.quota = quota;
  }

  listeners(): ListenerLife[] {
    return [...this.scene.listeners.values()];
  }

  listener(id: string): ListenerLife {
    const life = this.scene.listeners.get(id);
    if (life) return life;
    const names = [...this.scene.listeners.keys()].join(', ');
    throw new Error(`There is no simulated listener "${id}". There are: ${names || 'none'}.`);
  }

  /** Adds a listener, or puts them in the place of the one with that id. */
  addListener(spec: ListenerSpec): ListenerLife {
    const life = lifeFrom(this.scene.library, spec);
    this.scene.listeners.set(life.id, life);
    return life;
  }

  addPlays(listener: string, plays: readonly PlaySpec[]): void {
    const { world, library, listeners } = this.scene;
    listeners.set(listener, withPlays(world, library, this.listener(listener), plays));
  }

  /** All plays that ended within [fromMs, toMs), listed by Spotify or not: what an archive is compared with. */
  playsBetween(listener: string, fromMs: number, toMs: number): SimulatedPlay[] {
    return [...playsBetween(this.scene.world, this.listener(listener), fromMs, toMs)];
  }

  /** Serves a recorded recently-played answer (JSON text or value) as it is; null goes back to the life. */
  setRecordedPage(listener: string, page: unknown): void {
    const { id } = this.listener(listener);
    if (page === null) {
      this.scene.recordings.delete(id);
      return;
    }
    const body = typeof page === 'string' ? page : JSON.stringify(page);
    this.scene.library.learn(JSON.parse(body));
    this.scene.recordings.set(id, body);
  }

  /** Returns the rule's number. */
  addFault(rule: FaultRule): number {
    return this.scene.faults.add(rule, this.now());
  }

  removeFault(id: number): void {
    this.scene.faults.remove(id);
  }

  clearFaults(): void {
    this.scene.faults.clear();
  }

  faults() {
    return this.scene.faults.list();
  }

  /** As if the consent page had been answered; the code fits any redirect URI and needs no verifier. */
  authorise(listener: string, scopes: readonly string[] = ALL_SCOPES): { code: string } {
    const code = this.scene.ledger.issueCode({
      listener: this.listener(listener).id,
      clientId: this.clientId(),
      redirectUri: null,
      scopes,
      challenge: null,
      issuedAt: this.now(),
    });
    return { code };
  }

  /** A whole sign-in without a browser. */
  issueTokens(
    listener: string,
    scopes: readonly string[] = ALL_SCOPES,
  ): IssuedTokens & { refreshToken: string } {
    const { id } = this.listener(listener);
    return this.scene.ledger.open({ listener: id, clientId: this.clientId(), scopes }, this.now());
  }

  /** Ends every refresh and access token of a listener; `reason` is the text beside `invalid_grant`. */
  revoke(listener: string, reason?: string): number {
    return this.scene.ledger.revoke(this.listener(listener).id, reason);
  }

  /** Ends access tokens ahead of time, of one listener or of all. */
  expireAccessTokens(listener?: string): number {
    return this.scene.ledger.expireAccess(this.now(), listener);
  }

  tokenState(listener: string): TokenState {
    const family = this.scene.ledger.familyOf(listener);
    return {
      currentRefreshToken: family?.refreshToken ?? null,
      familyRevoked: family !== null && family.dead !== null,
      refreshes: family?.refreshes ?? 0,
      authorisedAt: family?.authorisedAt ?? null,
    };
  }

  /** Over all listeners: `dead` families, refreshes that succeeded, and uses of a spent refresh token. */
  tokenTotals(): { families: number; dead: number; refreshes: number; reuses: number } {
    const { families } = this.scene.ledger;
    const sum = (of: (family: (typeof families)[number]) => number) =>
      families.reduce((total, family) => total + of(family), 0);
    return {
      families: families.length,
      dead: sum((family) => (family.dead === null ? 0 : 1)),
      refreshes: sum((family) => family.refreshes),
      reuses: sum((family) => family.reuses),
    };
  }

  requests() {
    return this.scene.log.read();
  }

  resetRequests(): void {
    this.scene.log.reset();
  }

  private clientId(): string {
    const client = this.scene.clients[0];
    if (!client) throw new Error('The simulator has no client. Give it at least one in `clients`.');
    return client.id;
  }
}
