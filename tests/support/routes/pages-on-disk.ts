import { readdirSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import type { ReactNode } from 'react';
import { z } from 'zod';
import { renderPage } from './render-page';

const APP_FOLDER = resolve(import.meta.dirname, '../../../src/app');

/** Every page of the product as its files say: `(listener)/track/[id]`. */
export const pagePaths: string[] = readdirSync(APP_FOLDER, { recursive: true, encoding: 'utf8' })
  .filter((file) => /(^|\/)page\.tsx$/.test(file))
  .map((file) => dirname(file))
  .sort();

/** The parameters of a page's address. */
export interface PageAsk {
  params?: Record<string, string>;
  searchParams?: Record<string, string>;
}

type Component = (props: Record<string, unknown>) => ReactNode | Promise<ReactNode>;
const pageModule = z.object({
  default: z.custom<Component>((value) => typeof value === 'function'),
  generateMetadata: z
    .custom<(props: object) => Promise<object>>((value) => typeof value === 'function')
    .optional(),
});

/** How Next ends a page that is not found, or that leads elsewhere. */
const isElsewhere = (error: unknown): boolean =>
  error instanceof Error &&
  'digest' in error &&
  /^NEXT_(HTTP_ERROR_FALLBACK;404|REDIRECT)/.test(String(error.digest));

/** What a page shows, with its title and its tags for previews; null where it is not found or leads elsewhere. */
export async function openPage(
  path: string,
  { params = {}, searchParams = {} }: PageAsk,
): Promise<string | null> {
  const { default: Page, generateMetadata } = pageModule.parse(
    await import(join(APP_FOLDER, path, 'page.tsx')),
  );
  const props = { params: Promise.resolve(params), searchParams: Promise.resolve(searchParams) };
  try {
    const metadata = await generateMetadata?.(props);
    return JSON.stringify(metadata ?? null) + (await renderPage(await Page(props)));
  } catch (error) {
    if (isElsewhere(error)) return null;
    throw error;
  }
}
