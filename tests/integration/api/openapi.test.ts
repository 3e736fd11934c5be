import { Ajv2020 } from 'ajv/dist/2020';
import addFormats from 'ajv-formats';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { GET } from '@/app/api/openapi.json/route';
import type { OpenApiDocument } from '@/app/openapi-document';
import { publicRoute } from '@/middleware/public-route';
import { isDescribed, METHODS } from '@/middleware/route';
import { call, useHttpStage } from '../../support/http-stage';
import { loadRoute, routePaths } from '../../support/routes/routes-on-disk';

useHttpStage();

const described = async (): Promise<OpenApiDocument> => (await call(GET, '/api/openapi.json')).json();

const withBraces = (file: string): string => file.replace(/\[(?:\.\.\.)?(\w+)\]/g, '{$1}');

describe('the description of the API', () => {
  it('has every route of the product, with every method that it takes', async () => {
    const onDisk = routePaths.filter((path) => path !== '/api/[[...unknown]]');
    const { paths } = await described();
    const listed = Object.entries(paths).filter(([path]) => path.startsWith('/api/'));
    expect(listed.map(([path]) => path).sort()).toEqual(onDisk.map(withBraces).sort());
    for (const file of onDisk) {
      const module = await loadRoute(file);
      const taken = METHODS.filter((method) => isDescribed(module[method]));
      const listedMethods = Object.keys(paths[withBraces(file)] ?? {});
      expect(listedMethods, file).toEqual(taken.map((method) => method.toLowerCase()));
    }
  }, 60_000);

  it('is OpenAPI 3.1: its schemas compile, and every name that they refer to is there', async () => {
    const document = await described();
    expect(document.openapi).toBe('3.1.0');
    const names = Object.keys(document.components.schemas);
    const text = JSON.stringify(document);
    const referredTo = [...text.matchAll(/"\$ref":"#\/components\/schemas\/(\w+)"/g)].map(([, name]) => name);
    expect(referredTo.length).toBeGreaterThan(50);
    expect(names).toEqual(expect.arrayContaining([...new Set(referredTo)]));
    expect(text).not.toContain('$defs');
    const ajv = new Ajv2020({ strict: false });
    addFormats.default(ajv);
    for (const schema of Object.values(document.components.schemas))
      expect(() => ajv.compile({ ...schema, components: document.components })).not.toThrow();
  });

  it('declares every part of an address that varies', async () => {
    for (const [path, methods] of Object.entries((await described()).paths)) {
      const varying = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
      for (const [method, { parameters = [] }] of Object.entries(methods)) {
        const declared = parameters.filter((parameter) => parameter.in === 'path').map(({ name }) => name);
        expect(declared, `${method} ${path}`).toEqual(varying);
      }
    }
  });

  it('gives each operation an id of its own, and says of each who may ask and what is answered', async () => {
    const { paths } = await described();
    const operations = Object.values(paths).flatMap((methods) => Object.values(methods));
    expect(new Set(operations.map(({ operationId }) => operationId)).size).toBe(operations.length);
    for (const { operationId, responses, summary } of operations) {
      expect(summary, operationId).not.toBe('');
      const contents = Object.values(responses).map(
        ({ content }) => content?.['application/json'] ?? { schema: {} },
      );
      expect(
        contents.every(({ schema }) => schema !== undefined),
        `${operationId} describes its JSON`,
      ).toBe(true);
      expect(Object.keys(responses), operationId).toEqual(expect.arrayContaining(['500', '503']));
    }
    expect(paths['/api/top-artists']?.get).toMatchObject({
      operationId: 'getApiTopArtists',
      tags: ['Statistics'],
      security: expect.arrayContaining([{ session: [] }]),
      parameters: expect.arrayContaining([
        expect.objectContaining({ name: 'limit', in: 'query', required: false }),
      ]),
      responses: {
        200: { content: { 'application/json': { schema: { $ref: '#/components/schemas/Top' } } } },
        400: { content: { 'application/problem+json': expect.anything() } },
      },
    });
    expect(Object.keys(paths)).toContain('/api/user/sessions/{id}');
    expect(paths['/api/share']?.post).toMatchObject({ requestBody: { required: true } });
    expect(paths['/api/user/delete']?.delete).toMatchObject({ requestBody: { required: false } });
  });
});

describe('a test of a route', () => {
  const shape = { summary: 'A route', answers: { 200: z.object({ plays: z.int() }) } };
  const ask = (answer: () => unknown) => call(publicRoute(shape, answer), '/api/plays');

  it('passes where the answer is as described', async () => {
    expect((await ask(() => ({ plays: 1 }))).status).toBe(200);
  });

  it.each([
    ['a field that is not described', () => ({ plays: 1, secret: 2 })],
    ['another type', () => ({ plays: '1' })],
    ['a field that is missing', () => ({})],
    ['a status that is not described', () => new Response(null, { status: 418 })],
    [
      'a media type that is not described',
      () => new Response('1', { headers: { 'content-type': 'text/plain' } }),
    ],
  ])('fails for %s', async (_, answer) => {
    await expect(ask(answer)).rejects.toThrow();
  });

  it('fails for a route that does not describe itself', async () => {
    await expect(call(async () => Response.json({}), '/api/plays')).rejects.toThrow('is not described');
  });
});
