import type { JsonSchema } from '@/app/json-schemas';
import type { OpenApiDocument, Operation } from '@/app/openapi-document';
import type { ApiField, ApiOperation, ApiOperationPage, ApiPage, ApiSchema } from '@/lib/shared/api/api-page';

const ACCESS: Record<string, string> = {
  session: 'a signed-in browser',
  token: 'an access token',
  queueSignature: 'the queue',
};

/** What the pages about the API show of its description. */
export function apiPage({ tags, paths, components, servers }: OpenApiDocument): ApiPage {
  const all = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ path, method, operation })),
  );
  return {
    groups: tags.map(({ name, description }) => ({
      name,
      note: description ?? null,
      operations: all
        .filter(({ operation }) => operation.tags.includes(name))
        .map(({ path, method, operation }) => ({
          ...shownOperation(path, method, operation),
          example: exampleOf(`${servers[0]?.url ?? ''}${path}`, method, operation),
        })),
    })),
    schemas: Object.entries(components.schemas).map(([name, schema]) => ({
      name,
      type: typeLabel(schema),
      fields: fieldsOf(schema),
    })),
  };
}

/** Null where no operation has this id. */
export function operationPage({ groups, schemas }: ApiPage, id: string): ApiOperationPage | null {
  const group = groups.find(({ operations }) => operations.some((operation) => operation.id === id));
  const operation = group?.operations.find((operation) => operation.id === id);
  if (!group || !operation) return null;
  const types = [
    ...operation.inputs.map(({ type }) => type),
    ...operation.answers.map(({ body }) => body ?? ''),
  ];
  return { group: group.name, operation, schemas: namedIn(types, schemas) };
}

/** The schemas that these types name, and those that they name in turn, each once. */
function namedIn(types: string[], schemas: ApiSchema[]): ApiSchema[] {
  const found = new Set<ApiSchema>();
  const find = (type: string) => {
    for (const schema of schemas) {
      if (found.has(schema) || !new RegExp(`\\b${schema.name}\\b`).test(type)) continue;
      found.add(schema);
      for (const inner of [schema.type, ...schema.fields.map((field) => field.type)]) find(inner);
    }
  };
  types.forEach(find);
  return [...found];
}

/** Null where no access token opens it. */
function exampleOf(url: string, method: string, operation: Operation): string | null {
  const { security, requestBody, parameters = [] } = operation;
  if (!security.some((way) => 'token' in way)) return null;
  const verb = method === 'get' ? '' : ` -X ${method.toUpperCase()}`;
  const [type] = Object.keys(requestBody?.content ?? {});
  const body = type ? ` -H 'Content-Type: ${type}' --data-binary @file.${type.split('/')[1]}` : '';
  const query = parameters
    .filter((one) => one.in === 'query' && one.required)
    .map(({ name, example, schema }) => `${name}=${example ?? schema.enum?.[0] ?? name.toUpperCase()}`);
  const address = url.replace(/\{(\w+)\}/g, (_, name: string) => name.toUpperCase());
  const whole = query.length > 0 ? `'${address}?${query.join('&')}'` : address;
  return `curl${verb} -H 'Authorization: Bearer audiospective_…'${body} ${whole}`;
}

function shownOperation(path: string, method: string, operation: Operation): Omit<ApiOperation, 'example'> {
  const access = operation.security
    .flatMap((way) => Object.entries(way))
    .map(([name, scopes]) => [ACCESS[name] ?? name, ...scopes.map((scope) => `(${scope})`)].join(' '));
  const body = Object.values(operation.requestBody?.content ?? {})[0]?.schema;
  const bodyTypes = Object.keys(operation.requestBody?.content ?? {}).join(', ');
  const whole = { name: 'body', type: bodyTypes, description: null };
  return {
    id: operation.operationId,
    method: method.toUpperCase(),
    path,
    summary: operation.summary.replaceAll('`', ''),
    access: access.length === 0 ? 'anyone' : access.join(' or '),
    inputs: [
      ...(operation.parameters ?? []).map(({ name, schema, description, required }) => ({
        name,
        type: `${inputLabel(schema)}${required ? ', required' : ''}`,
        description: plain(description),
      })),
      ...(body?.properties ? fieldsOf(body) : bodyTypes === '' ? [] : [whole]),
    ],
    answers: Object.entries(operation.responses).map(([status, { description, content = {} }]) => ({
      status,
      words: description,
      body: bodyLabel(content),
    })),
  };
}

/** Null where the body is a problem document, as of every error, or there is none. */
function bodyLabel(content: NonNullable<Operation['responses'][string]['content']>): string | null {
  const bodies = Object.entries(content).filter(([type]) => type !== 'application/problem+json');
  return bodies.length === 0
    ? null
    : bodies.map(([type, { schema }]) => (schema ? typeLabel(schema) : type)).join(', ');
}

const fieldsOf = ({ properties = {} }: JsonSchema): ApiField[] =>
  Object.entries(properties).map(([name, property]) => {
    const schema = property as JsonSchema;
    return { name, type: typeLabel(schema), description: plain(schema.description) };
  });

/** Without the marks of code. */
const plain = (description: string | undefined): string | null => description?.replaceAll('`', '') ?? null;

const HARDLY_A_BOUND = 1_000_000;

/** A schema in few words, with what a caller has to know besides. */
function inputLabel(schema: JsonSchema): string {
  const { minimum, maximum = HARDLY_A_BOUND, default: usual } = schema;
  const bounds = minimum !== undefined && maximum < HARDLY_A_BOUND ? `, ${minimum} to ${maximum}` : '';
  return `${typeLabel(schema)}${bounds}${usual === undefined ? '' : `, default ${usual}`}`;
}

/** A schema in few words. */
function typeLabel(schema: JsonSchema): string {
  if (schema.$ref !== undefined) return schema.$ref.slice(schema.$ref.lastIndexOf('/') + 1);
  if (schema.const !== undefined) return JSON.stringify(schema.const);
  if (schema.enum) return schema.enum.length > 12 ? 'string' : schema.enum.join(' | ');
  const branches = schema.anyOf ?? schema.oneOf;
  if (branches) return branches.map((branch) => typeLabel(branch as JsonSchema)).join(' or ');
  if (schema.type === 'array') return arrayLabel(schema.items as JsonSchema | undefined);
  if (schema.type === 'object') return objectLabel(schema);
  const format = schema.format ? ` (${schema.format})` : '';
  return `${[schema.type ?? 'anything'].flat().join(' or ')}${format}`;
}

function arrayLabel(items: JsonSchema = {}): string {
  const words = typeLabel(items);
  return `${words.includes(' or ') ? `(${words})` : words}[]`;
}

const objectLabel = ({ properties }: JsonSchema): string =>
  properties ? `{ ${Object.keys(properties).join(', ')} }` : 'object';
