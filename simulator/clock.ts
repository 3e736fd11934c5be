/** The simulator's time: a given clock plus an offset that the control endpoint can change. All values ms UTC. */
export class VirtualClock {
  private offset = 0;

  constructor(private readonly source: () => number) {}

  now(): number {
    return this.source() + this.offset;
  }

  /** Moves time by this many ms, backwards if negative. */
  move(ms: number): void {
    this.offset += ms;
  }

  /** Sets the time; it continues from there. */
  set(atMs: number): void {
    this.offset = atMs - this.source();
  }
}
