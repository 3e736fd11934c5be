import type { z } from 'zod';
import { answersOf, statusLabel } from '@/middleware/api/operation';
import {
  type DescribedRoute,
  isDescribed,
  METHODS,
  type Method,
  type RouteHandler,
} from '@/middleware/route';
import { cookieNames } from '@/middleware/session-cookie';
import { type JsonSchema, jsonSchemas } from './json-schemas';

/** Route modules by their file's address, e.g. `/api/user/sessions/[id]`; in groups, in the order of the description. */
export type ApiRoutes = Record<string, Record<string, Partial<Record<Method, RouteHandler>>>>;

export interface Operation {
  operationId: string;
  tags: string[];
  summary: string;
  security: Record<string, string[]>[];
  parameters?: Parameter[];
  requestBody?: { required: boolean; content: Content };
  responses: Record<string, { description: string; content?: Content }>;
}
interface Parameter {
  name: string;
  in: 'query' | 'path';
  required: boolean;
  description?: string;
  example?: unknown;
  schema: JsonSchema;
}
type Content = Record<string, { schema?: JsonSchema }>;

/** https://spec.openapis.org/oas/v3.1.1.html */
export interface OpenApiDocument {
  openapi: '3.1.0';
  info: { title: string; version: string; summary: string; license: { name: string; identifier: string } };
  servers: { url: string }[];
  tags: { name: string; description?: string }[];
  paths: Record<string, Record<string, Operation>>;
  components: { schemas: Record<string, JsonSchema>; securitySchemes: Record<string, object> };
}

const securitySchemes = (appUrl: string) => ({
  session: {
    type: 'apiKey',
    in: 'cookie',
    name: cookieNames(appUrl).session,
    description: 'The cookie of a signed-in browser. What changes data is taken from our own pages only.',
  },
  token: {
    type: 'http',
    scheme: 'bearer',
    bearerFormat: 'audiospective_…',
    description: 'A personal access token, made on the account page; the names are what it has to allow.',
  },
  queueSignature: {
    type: 'apiKey',
    in: 'header',
    name: 'upstash-signature',
    description: 'A signature of the queue over the exact body and address.',
  },
});

function securityOf({ access, shape: { scope } }: DescribedRoute): Record<string, string[]>[] {
  if (access === 'public') return [];
  if (access === 'queue') return [{ queueSignature: [] }];
  return [{ session: [] }, ...(scope === undefined ? [] : [{ token: [scope] }])];
}

/** The description of the whole API, made of what its routes declare; `notes` of groups, by their names. */
export function openApiDocument(
  routes: ApiRoutes,
  appUrl: string,
  notes: Record<string, string> = {},
): OpenApiDocument {
  const named: Record<string, JsonSchema> = {};
  const paths: OpenApiDocument['paths'] = {};
  for (const [tag, modules] of Object.entries(routes)) {
    for (const [file, module] of Object.entries(modules)) {
      const path = file.replace(/\[(?:\.\.\.)?(\w+)\]/g, '{$1}');
      for (const method of METHODS) {
        const handler = module[method];
        if (!isDescribed(handler)) continue;
        const operationId = idOf(method, path);
        paths[path] ??= {};
        paths[path][method.toLowerCase()] = operation({ tag, operationId, handler }, named);
      }
    }
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Audiospective',
      version: '1',
      summary: 'A permanent archive of what you listen to on Spotify.',
      license: { name: 'MIT', identifier: 'MIT' },
    },
    servers: [{ url: appUrl }],
    tags: Object.keys(routes).map((name) => ({ name, ...(notes[name] && { description: notes[name] }) })),
    paths,
    components: { schemas: named, securitySchemes: securitySchemes(appUrl) },
  };
}

/** `getApiUserSessionsId` */
const idOf = (method: string, path: string): string =>
  method.toLowerCase() +
  path.replace(/(?:^|\W+)(\w)/g, (_, letter: string) => letter.toUpperCase()).replace(/\W/g, '');

interface Described {
  tag: string;
  operationId: string;
  handler: DescribedRoute;
}

function operation({ tag, operationId, handler }: Described, named: Record<string, JsonSchema>): Operation {
  const { shape } = handler;
  const parameters = [...parametersOf(shape.params, 'path'), ...parametersOf(shape.query, 'query')];
  const requestBody = bodyOf(handler);
  return {
    operationId,
    tags: [tag],
    summary: shape.summary,
    security: securityOf(handler),
    ...(parameters.length > 0 && { parameters }),
    ...(requestBody && { requestBody }),
    responses: responsesOf(handler, named),
  };
}

function parametersOf(schema: z.ZodType | undefined, place: Parameter['in']): Parameter[] {
  if (!schema) return [];
  const { properties = {}, required = [] } = jsonSchemas({ it: schema }, 'input').schemas.it;
  return Object.entries(properties).map(([name, property]) => {
    const { description, example, ...schema } = property as JsonSchema;
    const isRequired = place === 'path' || required.includes(name);
    const words = { ...(description && { description }), ...(example !== undefined && { example }) };
    return { name, in: place, required: isRequired, ...words, schema };
  });
}

function bodyOf({ shape }: DescribedRoute): Operation['requestBody'] {
  const { body, upload, answers } = shape;
  if (upload) return { required: true, content: Object.fromEntries(upload.map((type) => [type, {}])) };
  if (!body) return undefined;
  const { schemas } = jsonSchemas({ it: body }, 'input');
  const content: Content = { 'application/json': { schema: schemas.it } };
  // What leads a form on takes forms.
  if (303 in answers) content['application/x-www-form-urlencoded'] = { schema: schemas.it };
  return { required: !body.safeParse({}).success, content };
}

function responsesOf(handler: DescribedRoute, named: Record<string, JsonSchema>): Operation['responses'] {
  const responses: Operation['responses'] = {};
  for (const [status, bodies] of answersOf(handler)) {
    const content: Content = {};
    for (const [type, schema] of bodies) {
      const made = schema && jsonSchemas({ it: schema }, 'output');
      Object.assign(named, made?.named);
      content[type] = made ? { schema: made.schemas.it } : {};
    }
    responses[status] = { description: statusLabel(status), ...(bodies.size > 0 && { content }) };
  }
  return responses;
}
