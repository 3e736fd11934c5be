import { parse } from 'yaml';
import { z } from 'zod';

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

/** Where the answer to `GET path` does not fit what an OpenAPI description says of it; empty when it fits. */
export type FindMisfits = (path: string, answer: unknown) => string[];

/** Reads an OpenAPI description (YAML) of which only the answers with status 200 count. */
export function describedShapes(text: string): FindMisfits {
  const description: unknown = parse(text);
  const resolved = new Map<string, Schema>();

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

  function resolve(reference: string): Schema {
    const schema = resolved.get(reference) ?? lookUp(reference.slice(2).split('/'));
    resolved.set(reference, schema);
    return schema;
  }

  return (path, answer) => {
    const steps = ['paths', path, 'get', 'responses', '200', 'content', 'application/json', 'schema'];
    return misfits(answer, lookUp(steps), 'body', resolve);
  };
}

type Resolve = (reference: string) => Schema;

/** Where a value does not fit a schema. The description under-declares nulls: those that real answers have pass. */
function misfits(value: unknown, schema: Schema, at: string, resolve: Resolve): string[] {
  if (schema.$ref) return misfits(value, resolve(schema.$ref), at, resolve);
  if (value === null && (schema.nullable || /\.(context|next|cursors|href)$/.test(at))) return [];
  const parts = (schema.allOf ?? []).flatMap((part) => misfits(value, part, at, resolve));
  if (schema.oneOf && !schema.oneOf.some((option) => misfits(value, option, at, resolve).length === 0)) {
    parts.push(`${at}: none of the alternatives fits`);
  }
  if (schema.enum && !schema.enum.includes(value))
    parts.push(`${at}: ${JSON.stringify(value)} is not allowed`);
  return [...parts, ...wrongType(value, schema, at), ...members(value, schema, at, resolve)];
}

function wrongType(value: unknown, { type }: Schema, at: string): string[] {
  const actual = Array.isArray(value) ? 'array' : value === null ? 'null' : typeof value;
  const fits = type === undefined || type === actual || (actual === 'number' && type === 'number');
  if (fits || (type === 'integer' && Number.isInteger(value))) return [];
  return [`${at}: should be ${type}, is ${actual}`];
}

function members(value: unknown, schema: Schema, at: string, resolve: Resolve): string[] {
  if (Array.isArray(value) && schema.items) {
    const { items } = schema;
    return value.flatMap((entry, index) => misfits(entry, items, `${at}[${index}]`, resolve));
  }
  if (typeof value !== 'object' || value === null) return [];
  const entries = new Map<string, unknown>(Object.entries(value));
  const missing = (schema.required ?? [])
    .filter((key) => !entries.has(key))
    .map((key) => `${at}.${key}: missing`);
  const wrong = Object.entries(schema.properties ?? {}).flatMap(([key, property]) =>
    entries.has(key) ? misfits(entries.get(key), property, `${at}.${key}`, resolve) : [],
  );
  return [...missing, ...wrong];
}
