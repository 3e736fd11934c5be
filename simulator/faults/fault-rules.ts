import { z } from 'zod';
import { Random } from '../random';

export const ODD_ITEMS = [
  'track_null',
  'local_file',
  'album_missing',
  'album_id_null',
  'artist_ids_null',
  'artists_empty',
  'name_empty',
  'episode',
  'context_null',
  'same_item_twice',
  'duration_missing',
  'isrc_missing',
  'played_at_unparsable',
  'item_null',
] as const;

export type OddItem = (typeof ODD_ITEMS)[number];

const faultSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('rate_limited'), retryAfterSeconds: z.number().default(1) }),
  /** The development-mode answer: `reason: QUOTA_EXCEEDED`. */
  z.strictObject({ kind: z.literal('quota_exceeded'), retryAfterSeconds: z.number().default(3600) }),
  z.strictObject({
    kind: z.literal('server_error'),
    status: z.int().min(500).max(599).default(502),
    body: z.string().optional(),
  }),
  /** Real milliseconds before the answer; ends at once when the caller gives up. Adds to any other fault. */
  z.strictObject({ kind: z.literal('slow'), ms: z.number().min(0) }),
  /**
   * `before`: the connection breaks and nothing was done. `after`: it was done, but no answer came. `body`: breaks in
   * the middle of the body. `truncated`: the body ends in its middle, as if that were all.
   */
  z.strictObject({
    kind: z.literal('cut'),
    at: z.enum(['before', 'after', 'body', 'truncated']).default('body'),
  }),
  z.strictObject({ kind: z.literal('unauthorized') }),
  z.strictObject({ kind: z.literal('forbidden_not_registered') }),
  z.strictObject({ kind: z.literal('premium_required') }),
  z.strictObject({ kind: z.literal('invalid_grant'), text: z.string().default('Refresh token revoked') }),
  z.strictObject({ kind: z.literal('malformed_json') }),
  /** `replace` corrupts items of the page (its plays stay the same); `add` inserts corrupted copies 1 ms before them. */
  z.strictObject({
    kind: z.literal('odd_items'),
    items: z.array(z.enum(ODD_ITEMS)).min(1),
    mode: z.enum(['replace', 'add']).default('replace'),
  }),
]);

export const faultRuleSchema = z.strictObject({
  match: z
    .object({
      /** A regular expression on the path, without the query. */
      path: z.union([z.string(), z.instanceof(RegExp)]).optional(),
      /** Spotify user id of the owner of the token, refresh token or code. */
      listener: z.string().optional(),
      method: z.string().optional(),
    })
    .default({}),
  /** How often it strikes. */
  times: z.union([z.int().min(0), z.literal('forever')]).default(1),
  /** How many matching requests pass before. */
  skip: z.int().min(0).default(0),
  /** Chance that it strikes a matching request; drawn from the seed, so a run can be repeated. */
  chance: z.number().min(0).max(1).default(1),
  /** How long it stays, in ms of the simulator's clock. */
  forMs: z.number().optional(),
  fault: faultSchema,
});

export type Fault = z.output<typeof faultSchema>;
export type FaultRule = z.input<typeof faultRuleSchema>;

export interface Arrival {
  path: string;
  method: string;
  listener: string | null;
}

interface ActiveRule extends z.output<typeof faultRuleSchema> {
  id: number;
  path: RegExp | null;
  until: number;
  struck: number;
}

/** The faults waiting to strike, oldest first. */
export class FaultRules {
  private rules: ActiveRule[] = [];
  private added = 0;
  private readonly random: Random;

  constructor(seed: number) {
    this.random = new Random(seed, 'faults');
  }

  /** @throws ZodError if the rule is not one. */
  add(rule: FaultRule, now: number): number {
    const parsed = faultRuleSchema.parse(rule);
    const path = parsed.match.path === undefined ? null : new RegExp(parsed.match.path);
    const until = parsed.forMs === undefined ? Number.POSITIVE_INFINITY : now + parsed.forMs;
    this.added += 1;
    this.rules.push({ ...parsed, id: this.added, path, until, struck: 0 });
    return this.added;
  }

  remove(id: number): void {
    this.rules = this.rules.filter((rule) => rule.id !== id);
  }

  clear(): void {
    this.rules = [];
  }

  list(): { id: number; fault: Fault; struck: number; times: number | 'forever' }[] {
    return this.rules.map(({ id, fault, struck, times }) => ({ id, fault, struck, times }));
  }

  /** What strikes this request: any number of delays and at most one fault of another kind. */
  take(arrival: Arrival, now: number): { delayMs: number; fault: Fault | null } {
    let delayMs = 0;
    for (const rule of this.rules) {
      if (!this.strikes(rule, arrival, now)) continue;
      if (rule.fault.kind !== 'slow') return { delayMs, fault: rule.fault };
      delayMs += rule.fault.ms;
    }
    return { delayMs, fault: null };
  }

  private strikes(rule: ActiveRule, arrival: Arrival, now: number): boolean {
    const { listener, method } = rule.match;
    if (now >= rule.until || (rule.times !== 'forever' && rule.struck >= rule.times)) return false;
    if (rule.path && arrival.path.search(rule.path) < 0) return false;
    if (listener !== undefined && listener !== arrival.listener) return false;
    if (method !== undefined && method.toUpperCase() !== arrival.method) return false;
    if (rule.skip > 0) {
      rule.skip -= 1;
      return false;
    }
    if (rule.chance < 1 && !this.random.chance(rule.chance)) return false;
    rule.struck += 1;
    return true;
  }
}
