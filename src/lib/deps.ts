import type { Clock } from './clock';
import type { RootDatabase } from './db/client';
import type { StartReader } from './import/start-reader';
import type { KeyValue } from './kv/key-value';
import type { Logger } from './logger';
import type { MusicbrainzClient } from './musicbrainz/client';
import type { Queue } from './queue/queue';
import type { Retention } from './retention';
import type { FetchArtwork } from './spotify/artwork';
import type { SpotifyClient } from './spotify/client';
import type { TokenSeal } from './token-seal';

/** The dependencies of services. Built in one place; a service declares the part it uses with `Pick`. */
export interface Deps {
  db: RootDatabase;
  kv: KeyValue;
  queue: Queue;
  spotify: SpotifyClient;
  /** Fetches covers as bytes, for the pictures that we paint; null when a cover cannot be fetched. */
  artwork: FetchArtwork;
  /** The second source of genres; absent when it is disabled. */
  musicbrainz?: MusicbrainzClient;
  seal: TokenSeal;
  /** Starts the thread that reads an uploaded history. */
  startReader: StartReader;
  clock: Clock;
  /** Uniform in [0, 1). */
  random: () => number;
  logger: Logger;
  /** Minutes between two scheduled syncs; 60 except in the demo. */
  archiveEveryMinutes: number;
  /** How long what is no part of the archive itself is kept. */
  retention: Retention;
}
