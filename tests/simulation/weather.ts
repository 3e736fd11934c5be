import type { Simulator } from '../../simulator/simulator';

/** How often something outside goes wrong: per hour that the machine runs, per delivery, or per effect. */
export const CHANCES = {
  tickLost: 0.04,
  tickDoubled: 0.04,
  tickLate: 0.03,
  outageBegins: 0.004,
  storeForgets: 0.01,
  /** Per listener and hour, whether or not the machine runs. */
  revocation: 0.0008,
  /** That those who were cut off notice and sign in again. */
  comesBack: 0.06,
  deliveredTwice: 0.02,
  /** Looking artists up matters to no play; whatever is lost is asked for again after a later batch. */
  enrichmentLost: 0.8,
  struck: 0.004,
} as const;

/** As QStash waits between the deliveries of one message. */
export const REDELIVERY_MS = [12_000, 150_000, 1_800_000] as const;

/** How late a tick may come, on a machine that has just woken for example. */
export const LATEST_TICK_MS = 50 * 60_000;

const HOUR = 3_600_000;

/**
 * One run in eight has tokens that live an hour, as Spotify's do; the others have them for days: a refresh every tick
 * would tell nothing new and cost a third of the run. ms.
 */
export const lifeOfAccessTokens = (random: () => number): number =>
  random() < 1 / 8 ? HOUR : (1 + 3 * random()) * 24 * HOUR;

/** What Spotify may do wrong, with the chance per virtual hour that it begins. */
const SPOTIFY_FAULTS: { chance: number; begin(simulator: Simulator, random: () => number): void }[] = [
  {
    chance: 0.012,
    begin: ({ control }, random) => {
      const retryAfterSeconds = Math.ceil(random() < 0.5 ? 80_000 * random() : 600 * random());
      const kind = random() < 0.5 ? 'rate_limited' : 'quota_exceeded';
      control.addFault({ match: { path: /^\/v1\// }, fault: { kind, retryAfterSeconds } });
    },
  },
  {
    chance: 0.02,
    begin: ({ control }, random) => {
      control.addFault({
        chance: 0.7,
        times: 'forever',
        forMs: 3 * HOUR * random(),
        fault: { kind: 'server_error' },
      });
    },
  },
  {
    chance: 0.05,
    begin: ({ control }) => {
      control.addFault({ match: { path: /recently-played/ }, times: 2, fault: { kind: 'unauthorized' } });
    },
  },
  {
    chance: 0.05,
    begin: ({ control }, random) => {
      const at = (['before', 'after', 'body', 'truncated'] as const)[Math.floor(random() * 4)] ?? 'body';
      control.addFault({ chance: 0.5, times: 4, fault: { kind: 'cut', at } });
    },
  },
  {
    chance: 0.05,
    begin: ({ control }) => {
      control.addFault({
        match: { path: /recently-played/ },
        times: 3,
        fault: {
          kind: 'odd_items',
          items: [
            'album_missing',
            'artist_ids_null',
            'artists_empty',
            'name_empty',
            'episode',
            'context_null',
            'same_item_twice',
          ],
        },
      });
    },
  },
  {
    chance: 0.01,
    begin: ({ control }) => {
      control.addFault({
        match: { path: /token/ },
        chance: 0.9,
        forMs: HOUR,
        times: 'forever',
        fault: { kind: 'invalid_grant' },
      });
    },
  },
];

/** Lets Spotify's faults of one hour begin. */
export function brewFaults(simulator: Simulator, random: () => number): void {
  for (const { chance, begin } of SPOTIFY_FAULTS) if (random() < chance) begin(simulator, random);
}
