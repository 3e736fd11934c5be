import { z } from 'zod';
import { apiNotes, apiRoutes } from '@/app/api-routes';
import { type OpenApiDocument, openApiDocument } from '@/app/openapi-document';
import { runtime } from '@/lib/build-deps';
import { publicRoute } from '@/middleware/public-route';
import type { DescribedRoute } from '@/middleware/route';

let described: OpenApiDocument | undefined;

/** The description of this installation's API, made at first use. */
export function apiDescription(): OpenApiDocument {
  const { Operation, ...groups } = apiRoutes;
  const own = { '/api/openapi.json': { GET: answerDescription } };
  const routes = { ...groups, Operation: { ...own, ...Operation } };
  described ??= openApiDocument(routes, runtime().env.appUrl, apiNotes);
  return described;
}

const shape = {
  summary: 'This description, as OpenAPI 3.1',
  answers: { 200: z.looseObject({ openapi: z.literal('3.1.0') }) },
};

/** It describes itself, too. */
export const answerDescription: DescribedRoute = publicRoute(shape, () => apiDescription());
