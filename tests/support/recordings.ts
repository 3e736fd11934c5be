import { existsSync, readFileSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';

// From the project's folder: Playwright compiles this too, and has no `import.meta`.
const FIXTURES = resolve('tests/fixtures');
/** Recordings of real listeners; a clone that stands alone does not have them. */
const SHARED = resolve('../shared');

export interface Recording {
  /** The file's name. */
  name: string;
  text: string;
}

const read = (...files: string[]): Recording[] =>
  files
    .filter((file) => existsSync(file))
    .map((file) => ({ name: basename(file), text: readFileSync(file, 'utf8') }));

/** Answers of `GET /v1/me/player/recently-played?limit=48`: one with invented music, and real ones where they are. */
export const recordedPages = read(
  join(FIXTURES, 'recently-played-page.json'),
  join(SHARED, 'fixtures/recently-played-48-items.json'),
);

/** Files of an extended streaming history: one with invented music, and real ones where they are. */
export const recordedHistories = read(
  join(FIXTURES, 'Streaming_History_Audio_2024_0.json'),
  join(SHARED, 'fixtures/Streaming_History_Audio_2025_0.json'),
);

/** The shapes of Spotify's answers in OpenAPI: an excerpt, and the whole description where it is. */
export const spotifyDescriptions = read(
  join(FIXTURES, 'spotify-openapi-excerpt.yml'),
  join(SHARED, 'reference/spotify-openapi.yml'),
);

/** A small file that went wrong once: with invented music and, where it is, as it came. */
export const identityFile = (name: string) =>
  [FIXTURES, join(SHARED, 'fixtures')].flatMap((folder) =>
    read(join(folder, 'identity', `${name}.json`)).map(({ text }) => ({
      folder: folder === FIXTURES ? 'own' : 'recorded',
      text,
    })),
  );
