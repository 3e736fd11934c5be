import type { Clock } from './clock';
import type { RootDatabase } from './db/client';
import type { KeyValue } from './kv/key-value';
import type { Logger } from './logger';
import type { MusicbrainzClient } from './musicbrainz/client';
import type { Queue } from './queue/queue';
import type { FetchArtwork } from './spotify/artwork';
import type { SpotifyClient } from './spotify/client';
import type { TokenSeal } from './token-seal';

/** What services stand on. Built in one place; a service names the part it uses with `Pick`. */
export interface Deps {
  db: RootDatabase;
  kv: KeyValue;
  queue: Queue;
  spotify: SpotifyClient;
  /** Covers as bytes, for pictures that we paint; null for what cannot be had. */
  artwork: FetchArtwork;
  /** The second source of genres; missing while it is switched off. */
  musicbrainz?: MusicbrainzClient;
  seal: TokenSeal;
  clock: Clock;
  /** Uniform in [0, 1). */
  random: () => number;
  logger: Logger;
  /** Minutes between two scheduled archives; 60 but for the demo. */
  archiveEveryMinutes: number;
}
