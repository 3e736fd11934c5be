import { MINUTE, SECOND } from '@/lib/shared/time';
import type { Random } from './random';

/** One recording, under all the ids that Spotify has for it. */
export interface Recording {
  name: string;
  artists: string[];
  durationMs: number;
  releases: Release[];
  /** From then on Spotify calls it so; null for most. */
  renamed: { at: number; title: string } | null;
}

export interface Release {
  id: string;
  title: string;
  isrc: string;
  durationMs: number;
  /** The album's artist, the only one that a file names. */
  albumArtist: string;
  album: string;
}

/** What is odd about a recording. */
type Kind =
  | 'plain'
  | 'tiny'
  | 'short'
  | 'sameIsrc'
  | 'reissued'
  | 'remastered'
  | 'compiled'
  | 'translated'
  | 'renamed'
  | 'namesake';

const KINDS: Kind[] = [
  ...([
    'plain',
    'plain',
    'tiny',
    'short',
    'sameIsrc',
    'reissued',
    'remastered',
    'compiled',
    'translated',
    'renamed',
  ] as const),
  ...(['namesake', 'namesake'] as const),
];

/** What titles are written in: letters that systems compose differently, other directions, signs beyond 16 bits. */
const SCRIPTS = ['Café', 'Ångström', 'Don’t', 'שיר', '歌 🎧'];

/** Music that listeners have in common: each kind of oddity, and two recordings of one title by two artists. */
export const inventMusic = (random: Random, renamedAt: number): Recording[] =>
  KINDS.map((kind, number) => inventRecording(random, kind, number, renamedAt));

function inventRecording(random: Random, kind: Kind, number: number, renamedAt: number): Recording {
  const name = kind === 'namesake' ? 'Intro' : `${kind} ${number} ${SCRIPTS[number % SCRIPTS.length]}`;
  const artists = [`Artist ${number}`, ...(random.chance(0.3) ? [`Guest ${number}`] : [])];
  const durationMs = durationOf(random, kind);
  const release = (nth: number, over: Partial<Release> = {}): Release => ({
    id: `${number}track${nth}`.padStart(22, '0'),
    title: name,
    isrc: `ISRC${number}`,
    durationMs,
    albumArtist: artists[0] ?? '',
    album: `Album ${number}.${nth}`,
    ...over,
  });
  const others: Partial<Record<Kind, Partial<Release>[]>> = {
    tiny: [{}],
    sameIsrc: [{ title: `${name} (Deluxe Edition)`, durationMs: durationMs + 6 * SECOND }],
    reissued: [{ isrc: `OTHER${number}`, durationMs: durationMs + 1_500 }, {}],
    remastered: [
      { title: `${name} - Remastered 2011`, isrc: `OTHER${number}`, durationMs: durationMs + 4_000 },
    ],
    translated: [{ title: `Traduction ${number}` }],
    compiled: [{ albumArtist: 'Various Artists', isrc: `OTHER${number}` }],
  };
  const releases = [release(0), ...(others[kind] ?? []).map((over, nth) => release(nth + 1, over))];
  const renamed = kind === 'renamed' ? { at: renamedAt, title: `Now called ${number}` } : null;
  return { name, artists, durationMs, releases, renamed };
}

function durationOf(random: Random, kind: Kind): number {
  if (kind === 'tiny') return random.pick([31_000, 31_500, 32_250]);
  if (kind === 'short') return random.between(40, 59) * SECOND;
  return random.between(2 * MINUTE, 5 * MINUTE);
}
