/**
 * Entries that are kept at most, some 350 bytes each; beyond that everything is forgotten and asked for again. More
 * tracks than people hear in a life: to ask again costs more time, and leaves more garbage, than to keep them.
 */
const MOST = 75_000;

/** Remembers what keys mean, so that each is asked for once; bounded, so that memory stays constant. */
export class LookUp<T> {
  readonly #known = new Map<number, T>();

  constructor(private readonly ask: (ids: number[]) => Promise<(readonly [number, T])[]>) {}

  /** Asks for those of the keys that are not known yet. */
  async learn(ids: Iterable<number>): Promise<void> {
    if (this.#known.size > MOST) this.#known.clear();
    const unknown = [...new Set(ids)].filter((id) => !this.#known.has(id));
    if (unknown.length === 0) return;
    for (const [id, meaning] of await this.ask(unknown)) this.#known.set(id, meaning);
  }

  /** What was learnt; throws for a key that nobody asked for. */
  get(id: number): T {
    const meaning = this.#known.get(id);
    if (meaning === undefined) throw new Error(`Nothing is known of ${id}`);
    return meaning;
  }
}
