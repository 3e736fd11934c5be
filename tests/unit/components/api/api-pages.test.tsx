// @vitest-environment jsdom
import { cleanup, render, screen, within } from '@testing-library/react';
import { afterEach, describe, expect, it } from 'vitest';
import { apiPage, operationPage } from '@/app/(public)/developers/api-page';
import type { OpenApiDocument } from '@/app/openapi-document';
import { ApiView } from '@/components/api/api-view';
import { OperationView } from '@/components/api/operation-view';

const ref = (name: string) => ({ $ref: `#/components/schemas/${name}` });
const described: OpenApiDocument = {
  openapi: '3.1.0',
  info: { title: 'A', version: '1', summary: 'S', license: { name: 'MIT', identifier: 'MIT' } },
  servers: [{ url: 'https://music.example' }],
  tags: [{ name: 'Statistics', description: 'What was played most.' }, { name: 'Queue' }],
  paths: {
    '/api/top': {
      get: {
        operationId: 'getApiTop',
        tags: ['Statistics'],
        summary: 'Most played, by `by`',
        security: [{ session: [] }, { token: ['read'] }],
        parameters: [
          { name: 'by', in: 'query', required: false, schema: { type: 'string', default: 'plays' } },
          {
            name: 'limit',
            in: 'query',
            required: false,
            schema: { type: 'integer', minimum: 1, maximum: 50 },
          },
        ],
        responses: {
          200: { description: 'OK', content: { 'application/json': { schema: ref('Top') } } },
          401: { description: 'Not signed in', content: { 'application/problem+json': {} } },
        },
      },
    },
    '/api/import/{id}': {
      post: {
        operationId: 'postApiImportId',
        tags: ['Statistics'],
        summary: 'Imports',
        security: [{ token: ['import'] }],
        parameters: [
          { name: 'id', in: 'path', required: true, schema: { type: 'string' } },
          { name: 'kind', in: 'query', required: true, schema: { enum: ['track', 'album'] } },
          { name: 'a', in: 'query', required: true, example: '30d', schema: { type: 'string' } },
          { name: 'year', in: 'query', required: true, schema: { type: 'integer' } },
        ],
        requestBody: { required: true, content: { 'application/zip': {} } },
        responses: { 204: { description: 'Done' } },
      },
    },
    '/api/settings': {
      post: {
        operationId: 'postApiSettings',
        tags: ['Queue'],
        summary: 'Changes settings',
        security: [{ session: [] }],
        responses: { 204: { description: 'Done' } },
      },
    },
    '/api/work': {
      post: {
        operationId: 'postApiWork',
        tags: ['Queue'],
        summary: 'Works',
        security: [{ queueSignature: [] }],
        responses: { 204: { description: 'Done' } },
      },
    },
  },
  components: {
    schemas: {
      Top: { type: 'object', properties: { entries: { type: 'array', items: ref('Entry') } } },
      Entry: {
        type: 'object',
        properties: { name: { type: ['string', 'null'], description: 'As Spotify has it.' } },
      },
      Other: { anyOf: [ref('Entry'), { type: 'null' }] },
      Problem: { type: 'object', properties: { code: { type: 'string' } } },
    },
    securitySchemes: {},
  },
};
const page = apiPage(described);
const shown = (id: string) => {
  const found = operationPage(page, id);
  if (found === null) throw new Error(`There is no ${id}.`);
  render(<OperationView page={found} />);
};

afterEach(cleanup);

describe('the page about the API', () => {
  it('leads to a page of every operation, group by group', () => {
    render(<ApiView page={page} />);
    const links = within(screen.getByRole('region', { name: 'Statistics' })).getAllByRole('link');
    expect(links.map((link) => [link.getAttribute('href'), link.textContent])).toEqual([
      ['/developers/getApiTop', 'GET/api/topMost played, by by'],
      ['/developers/postApiImportId', 'POST/api/import/{id}Imports'],
    ]);
    expect(screen.getByRole('region', { name: 'Statistics' }).textContent).toContain('What was played most.');
    const browserOnly = screen.getAllByRole('link', { name: /signed-in browser only$/ });
    expect(browserOnly.map((link) => link.getAttribute('href'))).toEqual(['/developers/postApiSettings']);
    expect(screen.getByRole('region', { name: 'Errors' }).textContent).toContain('code');
  });
});

describe('the page of an operation', () => {
  it('says who may call it, how, what it takes and what it answers', () => {
    shown('getApiTop');
    expect(screen.getByRole('heading', { level: 1 }).textContent).toBe('GET /api/top');
    expect(screen.getByText(/^For a signed-in browser or an access token \(read\)/)).toBeTruthy();
    expect(screen.getByText(/^curl/).textContent).toBe(
      "curl -H 'Authorization: Bearer audiospective_…' https://music.example/api/top",
    );
    const takes = screen.getByRole('region', { name: 'What it takes' }).textContent;
    expect(takes).toContain('bystring, default plays');
    expect(takes).toContain('limitinteger, 1 to 50');
    const answers = screen.getByRole('region', { name: 'What it answers' });
    expect(within(answers).getByRole('link', { name: 'Not signed in' }).getAttribute('href')).toBe(
      '/developers#errors',
    );
  });

  it('has an example with all that is required', () => {
    shown('postApiImportId');
    expect(screen.getByText(/^curl/).textContent).toBe(
      "curl -X POST -H 'Authorization: Bearer audiospective_…' -H 'Content-Type: application/zip' --data-binary @file.zip " +
        "'https://music.example/api/import/ID?kind=track&a=30d&year=YEAR'",
    );
  });

  it('has everything that its answers name, directly or not, and nothing else', () => {
    expect(operationPage(page, 'getApiTop')?.schemas.map(({ name }) => name)).toEqual(['Top', 'Entry']);
    shown('getApiTop');
    for (const link of screen.getAllByRole('link', { name: /^(Top|Entry)$/ }))
      expect(document.querySelector(link.getAttribute('href') ?? '')).not.toBeNull();
  });

  it('has no example where no token opens it, and no input where it takes none', () => {
    shown('postApiWork');
    expect(screen.queryByText(/^curl/)).toBeNull();
    expect(screen.queryByRole('region', { name: 'What it takes' })).toBeNull();
  });

  it('is there for operations that exist', () => {
    expect(operationPage(page, 'getApiNothing')).toBeNull();
  });

  it('says types in words', () => {
    const entry = page.schemas.find(({ name }) => name === 'Entry');
    expect(entry?.fields.map(({ type }) => type)).toEqual(['string or null']);
  });

  it('says in words what has no fields', () => {
    expect(page.schemas.find(({ name }) => name === 'Other')?.type).toBe('Entry or null');
  });
});
