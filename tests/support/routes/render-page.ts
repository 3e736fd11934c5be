import {
  AppRouterContext,
  type AppRouterInstance,
} from 'next/dist/shared/lib/app-router-context.shared-runtime';
import {
  PathnameContext,
  SearchParamsContext,
} from 'next/dist/shared/lib/hooks-client-context.shared-runtime';
import { createElement, type ReactNode } from 'react';
import { renderToReadableStream } from 'react-dom/server';

const nowhere = () => {};
const ROUTER: AppRouterInstance = {
  back: nowhere,
  forward: nowhere,
  refresh: nowhere,
  push: nowhere,
  replace: nowhere,
  prefetch: nowhere,
  bfcacheId: '',
};

/** The whole HTML of what a page, or a layout around it, gives. */
export async function renderPage(page: ReactNode): Promise<string> {
  const inContexts = createElement(
    AppRouterContext.Provider,
    { value: ROUTER },
    createElement(
      PathnameContext.Provider,
      { value: '/' },
      createElement(SearchParamsContext.Provider, { value: new URLSearchParams() }, page),
    ),
  );
  const errors: unknown[] = [];
  const stream = await renderToReadableStream(inContexts, { onError: (error) => void errors.push(error) });
  await stream.allReady;
  if (errors.length > 0) throw errors[0];
  return new Response(stream).text();
}
