import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020';
import addFormats from 'ajv-formats';
import { expect } from 'vitest';
import type { z } from 'zod';
import { jsonSchemas } from '@/app/json-schemas';
import { answersOf } from '@/middleware/api/operation';
import { isDescribed, type RouteHandler } from '@/middleware/route';

const ajv = new Ajv2020({ allErrors: true, strict: false });
addFormats.default(ajv);
const compiled = new WeakMap<z.ZodType, ValidateFunction>();

/** Checks JSON by the schema that the description of the API has of it. */
function validatorOf(schema: z.ZodType): ValidateFunction {
  const known = compiled.get(schema);
  if (known) return known;
  const { schemas, named } = jsonSchemas({ it: schema }, 'output');
  const validate = ajv.compile({ ...schemas.it, components: { schemas: named } });
  compiled.set(schema, validate);
  return validate;
}

/** Fails the test where a route, the status or the shape of its answer is not in the description of the API. */
export async function expectDescribed(
  handler: RouteHandler,
  { method, url }: Request,
  response: Response,
): Promise<void> {
  const asked = `${method} ${new URL(url).pathname} answers ${response.status}`;
  if (!isDescribed(handler)) {
    expect([204, 405], `${asked}; the route is not described`).toContain(response.status);
    return;
  }
  const bodies = answersOf(handler).get(response.status);
  if (!bodies) expect.fail(`${asked}, which is not described`);
  const type = response.headers.get('content-type')?.split(';')[0]?.trim();
  if (type === undefined) return expect(bodies.size, `${asked} without a body`).toBe(0);
  const schema = bodies.get(type);
  if (schema === undefined) expect.fail(`${asked} as ${type}, which is not described`);
  if (schema === null) return;
  const validate = validatorOf(schema);
  const body: unknown = JSON.parse(await response.clone().text());
  if (!validate(body))
    expect.fail(`${asked}: ${ajv.errorsText(validate.errors)} in ${JSON.stringify(body).slice(0, 2_000)}`);
}
