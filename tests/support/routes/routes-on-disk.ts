import { readdirSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import type { DescribedRoute, Method, RouteHandler } from '@/middleware/route';

export type RouteModule = Partial<Record<Method, RouteHandler | DescribedRoute>>;

const API = resolve(import.meta.dirname, '../../../src/app/api');

/** Every route of the product as its files say: `/api/user/sessions/[id]`. */
export const routePaths: string[] = readdirSync(API, { recursive: true, encoding: 'utf8' })
  .filter((file) => /(^|\/)route\.ts$/.test(file))
  .map((file) => join('/api', dirname(file)))
  .sort();

export async function loadRoute(path: string): Promise<RouteModule> {
  return (await import(join(API, path.slice('/api'.length), 'route.ts'))) as RouteModule;
}
