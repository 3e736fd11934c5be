/** Mixes any parts into 32 bits; the same parts give the same number on every machine (murmur3 finaliser). */
export function hash32(...parts: (string | number)[]): number {
  let state = 0x9e3779b9;
  for (const part of parts) {
    if (typeof part === 'number') {
      state = mix(state ^ part, Math.floor(part / 0x1_0000_0000));
    } else {
      for (let at = 0; at < part.length; at++) state = mix(state, part.charCodeAt(at));
    }
    state = mix(state, 0x2f);
  }
  return finalise(state);
}

function mix(state: number, value: number): number {
  let k = Math.imul(value | 0, 0xcc9e2d51);
  k = (k << 15) | (k >>> 17);
  const next = state ^ Math.imul(k, 0x1b873593);
  return (Math.imul((next << 13) | (next >>> 19), 5) + 0xe6546b64) | 0;
}

function finalise(state: number): number {
  let h = state;
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> 0;
}

/** A small seeded generator (mulberry32). Two of the same seed give the same sequence. */
export class Random {
  private state: number;

  constructor(...seed: (string | number)[]) {
    this.state = hash32(...seed);
  }

  /** 0 ≤ x < 1 */
  next(): number {
    this.state = (this.state + 0x6d2b79f5) | 0;
    let t = Math.imul(this.state ^ (this.state >>> 15), 1 | this.state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 0x1_0000_0000;
  }

  chance(probability: number): boolean {
    return this.next() < probability;
  }

  /** A whole number, both ends included. */
  between(low: number, high: number): number {
    return low + Math.floor(this.next() * (high - low + 1));
  }

  pick<T>(items: readonly T[]): T {
    const item = items[Math.floor(this.next() * items.length)];
    if (item === undefined) throw new Error('Random.pick was given an empty list.');
    return item;
  }

  /** The index of one of the weights, drawn in proportion to it. */
  weighted(weights: readonly number[]): number {
    let total = 0;
    for (const weight of weights) total += weight;
    let left = this.next() * total;
    for (let index = 0; index < weights.length; index++) {
      left -= weights[index] ?? 0;
      if (left < 0) return index;
    }
    return weights.length - 1;
  }
}
