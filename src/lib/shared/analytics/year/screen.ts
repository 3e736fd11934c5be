import type { CountedKind } from '@/lib/shared/analytics/statistics';
import type { PlaysFilter } from '@/lib/shared/history/plays-filter';

/** The screens of a review, in their order. */
export const SCREEN_NAMES = [
  'hours',
  'top',
  'over-time',
  'songs',
  'discoveries',
  'streak',
  'busiest-day',
  'surprise',
] as const;
export type ScreenName = (typeof SCREEN_NAMES)[number];

/** Each screen has a picture; the card shows the whole review. */
export const PICTURE_NAMES = [...SCREEN_NAMES, 'card'] as const;
export type PictureName = (typeof PICTURE_NAMES)[number];

/** Upright for a phone's screen, or square. */
export const PICTURE_SHAPES = ['story', 'square'] as const;
export type PictureShape = (typeof PICTURE_SHAPES)[number];

/** What a figure counts; only its listener can follow it. */
export type Target =
  | { to: 'plays'; filter: Partial<PlaysFilter> }
  | { to: 'top'; kind: CountedKind; isNew: boolean }
  | { to: 'entity'; kind: CountedKind; id: number };

/** A piece of a sentence. */
export type Part = string | { text: string; target: Target | null };

export interface ScreenRow {
  kind: CountedKind;
  id: number | undefined;
  spotifyId: string | null;
  imageUrl: string | null;
  name: string;
  /** One line about it, under the name. */
  detail: string;
  /** Empty where the sentence says it. */
  figure: string;
  /** The plays that the figure counts. */
  target: Target | null;
}

export interface ScreenList {
  title: string;
  rows: ScreenRow[];
}

/** A month or week. */
export interface ScreenBar {
  label: string;
  figure: string;
  /** Listening time, ms. */
  value: number;
  /** What it lacks, in words; empty where nothing. */
  note: string;
  isArchived: boolean;
  /** Whether the archive has all of it. */
  isWhole: boolean;
  /** Not over yet. */
  isRunning: boolean;
  target: Target | null;
}

/** The value of a bar that takes all the room: the longest one. That it lacks something is said beside it. */
export const fullBar = (bars: readonly Pick<ScreenBar, 'value'>[]): number =>
  Math.max(1, ...bars.map(({ value }) => value));

/** One screen, as the page and its pictures show it; the card is a picture only. */
export interface Screen<Name extends PictureName = PictureName> {
  name: Name;
  title: string;
  figure: string;
  unit: string;
  sentence: Part[];
  lists: ScreenList[];
  bars: ScreenBar[];
}

/** The sentence as plain text. */
export const textOf = (sentence: readonly Part[]): string =>
  sentence.map((part) => (typeof part === 'string' ? part : part.text)).join('');
