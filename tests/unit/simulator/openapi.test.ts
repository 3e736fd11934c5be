import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import { createWorld } from '../../../simulator/life/world';
import { signIn, stillSimulator } from './signed-in-listener';

const FILE = new URL('../../../../shared/reference/spotify-openapi.yml', import.meta.url);
const present = existsSync(FILE);
if (!present)
  console.log(`Skipped: the shapes of Spotify's answers. There is no ${FILE.pathname} to hold them to.`);

interface Schema {
  $ref?: string;
  type?: string;
  nullable?: boolean;
  enum?: unknown[];
  required?: string[];
  properties?: Record<string, Schema>;
  items?: Schema;
  allOf?: Schema[];
  oneOf?: Schema[];
}

const description: unknown = present ? parse(readFileSync(FILE, 'utf8')) : {};

/** A place in the description, references followed on the way. */
function lookUp(steps: readonly string[]): Schema {
  let at: unknown = description;
  for (const step of steps) {
    at = z.record(z.string(), z.unknown()).parse(at)[step];
    const reference = z.object({ $ref: z.string() }).safeParse(at);
    if (reference.success) at = resolve(reference.data.$ref);
  }
  return z.custom<Schema>((value) => typeof value === 'object' && value !== null).parse(at);
}

const resolved = new Map<string, Schema>();

function resolve(reference: string): Schema {
  const schema = resolved.get(reference) ?? lookUp(reference.slice(2).split('/'));
  resolved.set(reference, schema);
  return schema;
}

const schemaOf = (path: string): Schema =>
  lookUp(['paths', path, 'get', 'responses', '200', 'content', 'application/json', 'schema']);

/** Where a value does not fit a schema. The description under-declares nulls: those that real answers have pass. */
function misfits(value: unknown, schema: Schema, at: string): string[] {
  if (schema.$ref) return misfits(value, resolve(schema.$ref), at);
  if (value === null && (schema.nullable || /\.(context|next|cursors|href)$/.test(at))) return [];
  const parts = (schema.allOf ?? []).flatMap((part) => misfits(value, part, at));
  if (schema.oneOf && !schema.oneOf.some((option) => misfits(value, option, at).length === 0)) {
    parts.push(`${at}: none of the alternatives fits`);
  }
  if (schema.enum && !schema.enum.includes(value))
    parts.push(`${at}: ${JSON.stringify(value)} is not allowed`);
  return [...parts, ...wrongType(value, schema, at), ...members(value, schema, at)];
}

function wrongType(value: unknown, { type }: Schema, at: string): string[] {
  const actual = Array.isArray(value) ? 'array' : value === null ? 'null' : typeof value;
  const fits = type === undefined || type === actual || (actual === 'number' && type === 'number');
  if (fits || (type === 'integer' && Number.isInteger(value))) return [];
  return [`${at}: should be ${type}, is ${actual}`];
}

function members(value: unknown, schema: Schema, at: string): string[] {
  if (Array.isArray(value) && schema.items) {
    const { items } = schema;
    return value.flatMap((entry, index) => misfits(entry, items, `${at}[${index}]`));
  }
  if (typeof value !== 'object' || value === null) return [];
  const entries = new Map<string, unknown>(Object.entries(value));
  const missing = (schema.required ?? [])
    .filter((key) => !entries.has(key))
    .map((key) => `${at}.${key}: missing`);
  const wrong = Object.entries(schema.properties ?? {}).flatMap(([key, property]) =>
    entries.has(key) ? misfits(entries.get(key), property, `${at}.${key}`) : [],
  );
  return [...missing, ...wrong];
}

describe.skipIf(!present)('the shapes of Spotify’s own description', () => {
  const { artists, albums, tracks } = createWorld(1).catalogue;
  const ids = (items: readonly { id: string }[]) => items.slice(0, 20).map(({ id }) => id);

  it.each([
    ['/me', '/v1/me'],
    ['/me/player/recently-played', '/v1/me/player/recently-played?limit=50'],
    ['/me/player/currently-playing', '/v1/me/player/currently-playing'],
    ['/artists/{id}', `/v1/artists/${artists[0]?.id}`],
    ['/artists', `/v1/artists?ids=${ids(artists)}`],
    ['/albums/{id}', `/v1/albums/${albums[0]?.id}`],
    ['/albums', `/v1/albums?ids=${ids(albums)}`],
    ['/tracks/{id}', `/v1/tracks/${tracks[0]?.id}`],
    ['/tracks', `/v1/tracks?ids=${ids(tracks)}`],
    ['/me/top/artists', '/v1/me/top/artists'],
    ['/me/top/tracks', '/v1/me/top/tracks'],
  ])('hold for %s', async (path, asked) => {
    const simulator = stillSimulator({ pace: 'live' });
    simulator.control.moveClock(30_000);
    const body = await signIn(simulator, 'regular').json(asked);
    expect(misfits(body, schemaOf(path), 'body')).toEqual([]);
  });

  it('would not hold for a page that is spoilt', async () => {
    const simulator = stillSimulator();
    simulator.control.addFault({ fault: { kind: 'odd_items', items: ['local_file', 'album_id_null'] } });
    const body = await signIn(simulator, 'regular').json('/v1/me/player/recently-played');
    const wrong = misfits(body, schemaOf('/me/player/recently-played'), 'body');
    expect(wrong).toContain('body.items[0].track.id: should be string, is null');
    expect(wrong).toContain('body.items[1].track.album.id: should be string, is null');
  });
});
