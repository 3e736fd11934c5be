import type { Simulator } from '../../simulator/simulator';

/** How often, per virtual hour or per delivery, something outside goes wrong. */
export const CHANCES = {
  tickLost: 0.04,
  tickDoubled: 0.03,
  outageBegins: 0.004,
  storeForgets: 0.01,
  revocation: 0.0008,
  deliveredTwice: 0.02,
  struck: 0.04,
} as const;

const HOUR = 3_600_000;

/** What Spotify may do wrong, with the chance per virtual hour that it begins. */
const SPOTIFY_FAULTS: { chance: number; begin(simulator: Simulator, random: () => number): void }[] = [
  {
    chance: 0.003,
    begin: ({ control }, random) => {
      const retryAfterSeconds = Math.ceil(random() < 0.3 ? 80_000 * random() : 600 * random());
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
