import { isCalendarDay } from '@/lib/shared/analytics/range-days';
import { parseRange } from '@/lib/shared/analytics/range-parse';
import type { CountedKind } from '@/lib/shared/analytics/statistics';
import { LARGEST_ID } from '@/lib/shared/largest-id';
import { err, ok, type Result } from '@/lib/shared/result';
import { isStorable, LONGEST_NAME } from './play-bounds';

/** A track, a release, an artist or an album by its key. */
export interface Entity {
  kind: CountedKind;
  id: number;
}

/** Selects plays. All conditions that are not null must hold; days and hours are those of the listener's clock. */
export interface PlaysFilter {
  /** First and last day, YYYY-MM-DD, both included. */
  from: string | null;
  to: string | null;
  /** Plays of this entity. */
  entity: Entity | null;
  /** Plays of tracks on this album: beside an artist, theirs on it. */
  album: number | null;
  /** 0 = Monday. */
  weekday: number | null;
  /** 0 to 23. */
  hour: number | null;
  /** One of the play's artists has this genre; for `NO_KNOWN_GENRE`, none of them has any. */
  genre: string | null;
  /** The play that ended at this instant, ISO 8601 UTC with milliseconds; with `until`, the first of those up to then. */
  at: string | null;
  until: string | null;
}

/** Selects the plays without a known genre; no genre has this name. */
export const NO_KNOWN_GENRE = 'unknown';

/** A parameter of the URL. */
type Field = Exclude<keyof PlaysFilter, 'entity'> | keyof Entity;

/** As the URL has it. */
export type PlaysFilterInput = Partial<Record<Field, string | undefined>>;

/** An invalid filter: the parameter, and a message for the reader. */
export interface PlaysFilterError {
  field: Field;
  message: string;
}

const KINDS: readonly CountedKind[] = ['track', 'artist', 'album', 'release'];

export const EVERY_PLAY: PlaysFilter = {
  from: null,
  to: null,
  entity: null,
  album: null,
  weekday: null,
  hour: null,
  genre: null,
  at: null,
  until: null,
};

export const isFiltered = (filter: PlaysFilter): boolean =>
  Object.values(filter).some((value) => value !== null);

/** Reads a filter; an empty one selects every play. `kind` and `id` need each other. */
export function parsePlaysFilter(input: PlaysFilterInput): Result<PlaysFilter, PlaysFilterError> {
  const days = parseRange({ from: input.from, to: input.to });
  if (!days.ok) {
    const { field, message } = days.error;
    return err({ field: field === 'range' ? 'from' : field, message });
  }
  const entity = parseEntity(input);
  if (!entity.ok) return entity;
  const album = wholeNumber('album', input.album, 1, LARGEST_ID);
  if (!album.ok) return album;
  const weekday = wholeNumber('weekday', input.weekday, 0, 6);
  if (!weekday.ok) return weekday;
  const hour = wholeNumber('hour', input.hour, 0, 23);
  if (!hour.ok) return hour;
  const { genre } = input;
  if (genre !== undefined && (genre.trim() === '' || genre.length > LONGEST_NAME || !isStorable(genre)))
    return err({ field: 'genre', message: `must be the name of a genre, ${LONGEST_NAME} letters at most` });
  const ends = parseEnds(input);
  if (!ends.ok) return ends;
  return ok({
    from: days.value.from,
    to: days.value.to,
    entity: entity.value,
    album: album.value,
    weekday: weekday.value,
    hour: hour.value,
    genre: genre ?? null,
    ...ends.value,
  });
}

function parseEnds({
  at,
  until,
}: PlaysFilterInput): Result<Pick<PlaysFilter, 'at' | 'until'>, PlaysFilterError> {
  const written = 'written like 2026-05-12T14:32:10.000Z';
  if (at !== undefined && !isInstant(at))
    return err({ field: 'at', message: `must be an instant, ${written}` });
  if (until !== undefined && (at === undefined || !isInstant(until) || until < at))
    return err({ field: 'until', message: `must be an instant, not before that of \`at\`, ${written}` });
  return ok({ at: at ?? null, until: until ?? null });
}

const isInstant = (text: string): boolean =>
  isCalendarDay(text.slice(0, 10)) &&
  /^T\d\d:\d\d:\d\d\.\d{3}Z$/.test(text.slice(10)) &&
  !Number.isNaN(Date.parse(text));

/** The artist, album, track or release that an address names; null where it names none. */
export function parseEntity({
  kind,
  id,
}: Pick<PlaysFilterInput, 'kind' | 'id'>): Result<Entity | null, PlaysFilterError> {
  if (kind === undefined && id === undefined) return ok(null);
  const known = KINDS.find((name) => name === kind);
  if (known === undefined) return err({ field: 'kind', message: `must be one of ${KINDS.join(', ')}` });
  const key = wholeNumber('id', id ?? '', 1, LARGEST_ID);
  if (!key.ok) return key;
  return ok(key.value === null ? null : { kind: known, id: key.value });
}

function wholeNumber(
  field: Field,
  text: string | undefined,
  least: number,
  most: number,
): Result<number | null, PlaysFilterError> {
  if (text === undefined) return ok(null);
  const value = /^\d{1,10}$/.test(text) ? Number(text) : Number.NaN;
  if (value >= least && value <= most) return ok(value);
  return err({ field, message: `must be a whole number from ${least} to ${most}` });
}

/** A filter as URL parameters, the inverse of parsePlaysFilter. */
export function filterParameters(filter: Partial<PlaysFilter>): Record<string, string> {
  const { entity, album, genre, weekday, hour, from, to, at, until } = filter;
  const parameters = { kind: entity?.kind, id: entity?.id, album, genre, weekday, hour, from, to, at, until };
  return Object.fromEntries(
    Object.entries(parameters).flatMap(([name, value]) =>
      (value ?? '') === '' ? [] : [[name, String(value)]],
    ),
  );
}
