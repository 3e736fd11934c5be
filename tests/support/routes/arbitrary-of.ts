import fc, { type Arbitrary } from 'fast-check';
import { z } from 'zod';

type JsonSchema = z.core.JSONSchema.BaseSchema | boolean;

/** What breaks code that trusts its input. */
const HOSTILE = [
  '',
  ' ',
  'null',
  'undefined',
  'NaN',
  '-1',
  '0',
  '1e309',
  '9007199254740993',
  '2147483648',
  '2026-02-30',
  '0000-00-00',
  '0000-01-01',
  '0000-01-01T00:00:00.000Z',
  '0001-01-01',
  '9999-12-31',
  '9999-12-31T23:59:59.999Z',
  '+275760-09-13T00:00:00.001Z',
  '\u0000',
  'a\u0000b',
  '\ud800',
  '👩‍👩‍👧',
  "' OR 1=1 --",
  '%',
  '_%\\',
  '../../etc/passwd',
  '<script>alert(1)</script>',
  '=1+1',
  '__proto__',
  'constructor',
  'x'.repeat(5_000),
];

export const hostileText: Arbitrary<string> = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom(...HOSTILE) },
  fc.string({ unit: 'grapheme' }),
  fc.string({ unit: 'binary', maxLength: 40 }),
  fc.integer().map(String),
  fc.double().map(String),
  fc.date({ noInvalidDate: true }).map((date) => date.toISOString()),
);

const HOSTILE_NUMBERS = [-1, 0, 1.5, 2_147_483_648, 2 ** 53, 1e308, -1e308];

/**
 * Inputs of which one field after the other has each text and number that breaks code, while the others fit: chance would take
 * long to find that one field is not looked at.
 */
export function hostileInputs(schema: z.ZodType): unknown[] {
  const of = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any', reused: 'inline' });
  const branches = (of.anyOf ?? of.oneOf ?? [of]).filter((branch) => typeof branch === 'object');
  return branches.flatMap((branch) =>
    Object.keys(branch.properties ?? {}).flatMap((field) =>
      [...HOSTILE, ...HOSTILE_NUMBERS].map((value) => ({ ...plainObject(branch), [field]: value })),
    ),
  );
}

const plainObject = ({ properties = {}, required = [] }: z.core.JSONSchema.BaseSchema) =>
  Object.fromEntries(required.map((name) => [name, plainValue(properties[name])]));

function plainValue(schema: JsonSchema | undefined): unknown {
  if (schema === undefined || typeof schema === 'boolean') return 'plays';
  if (schema.const !== undefined) return schema.const;
  if (schema.enum) return schema.enum[0];
  const branches = schema.anyOf ?? schema.oneOf;
  if (branches) return plainValue(branches[0]);
  if (schema.type === 'array') return [plainValue(Array.isArray(schema.items) ? undefined : schema.items)];
  if (schema.type === 'integer' || schema.type === 'number') return schema.minimum ?? 1;
  if (schema.type === 'object') return plainObject(schema);
  if (schema.format === 'date-time') return '2026-01-05T10:00:00.000Z';
  return schema.pattern === undefined
    ? 'plays'
    : fc.sample(fc.stringMatching(new RegExp(schema.pattern)), { numRuns: 1, seed: 1 })[0];
}

const hostileValue: Arbitrary<unknown> = fc.oneof(hostileText, fc.jsonValue({ maxDepth: 2 }), fc.integer());

/** Inputs that the schema mostly takes, with a foreign value here and there. */
export function arbitraryOf(schema: z.ZodType): Arbitrary<unknown> {
  return ofJson(z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any', reused: 'inline' }));
}

function ofJson(schema: JsonSchema | undefined): Arbitrary<unknown> {
  if (schema === undefined || typeof schema === 'boolean') return hostileValue;
  return fc.oneof({ weight: 5, arbitrary: fitting(schema) }, hostileValue);
}

function fitting(schema: z.core.JSONSchema.BaseSchema): Arbitrary<unknown> {
  if (schema.const !== undefined) return fc.constant(schema.const);
  if (schema.enum) return fc.constantFrom(...schema.enum);
  const branches = schema.anyOf ?? schema.oneOf;
  if (branches) return fc.oneof(...branches.map(ofJson));
  switch (schema.type) {
    case 'object':
      return object(schema);
    case 'array':
      return fc.array(ofJson(Array.isArray(schema.items) ? schema.items[0] : schema.items), { maxLength: 5 });
    case 'string':
      return text(schema);
    case 'number':
    case 'integer':
      return fc.oneof(fc.integer({ min: -2, max: 20 }), fc.maxSafeInteger());
    case 'boolean':
      return fc.boolean();
    case 'null':
      return fc.constant(null);
    default:
      return hostileValue;
  }
}

function object({ properties = {} }: z.core.JSONSchema.BaseSchema): Arbitrary<unknown> {
  const fields = Object.fromEntries(Object.entries(properties).map(([name, part]) => [name, ofJson(part)]));
  return fc.record(fields, { requiredKeys: [] });
}

function text({ pattern, format }: z.core.JSONSchema.BaseSchema): Arbitrary<string> {
  if (format === 'date-time') return fc.date({ noInvalidDate: true }).map((date) => date.toISOString());
  const fits =
    pattern === undefined
      ? fc.constantFrom('plays', '7d', '2026-01-05', '5')
      : fc.stringMatching(new RegExp(pattern));
  return fc.oneof({ weight: 2, arbitrary: fits }, hostileText);
}
