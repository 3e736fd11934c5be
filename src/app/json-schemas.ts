import { z } from 'zod';

export type JsonSchema = z.core.JSONSchema.BaseSchema;

export interface JsonSchemas<K extends string> {
  schemas: Record<K, JsonSchema>;
  /** Those with a name, which the others refer to as `#/components/schemas/NAME`. */
  named: Record<string, JsonSchema>;
}

/**
 * The JSON Schemas (2020-12) of zod schemas. An `output` has no other fields than those named.
 * @param io what a caller sends, or what is answered.
 */
export function jsonSchemas<K extends string>(
  schemas: Record<K, z.ZodType>,
  io: 'input' | 'output',
): JsonSchemas<K> {
  const all = z.toJSONSchema(z.object(schemas), { io, unrepresentable: 'any', override: shorten });
  const moved = JSON.stringify(all).replaceAll('"#/$defs/', '"#/components/schemas/');
  const { properties = {}, $defs = {} }: JsonSchema = JSON.parse(moved);
  return { schemas: properties as Record<K, JsonSchema>, named: $defs as Record<string, JsonSchema> };
}

/** Leaves out what a format or a type says already. */
function shorten({ jsonSchema }: { jsonSchema: JsonSchema }): void {
  const { format, type, maximum } = jsonSchema;
  if (format !== undefined || type === 'integer') delete jsonSchema.pattern;
  if (maximum === Number.MAX_SAFE_INTEGER) delete jsonSchema.maximum;
  if (jsonSchema.minimum === -Number.MAX_SAFE_INTEGER) delete jsonSchema.minimum;
}
