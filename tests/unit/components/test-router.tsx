import { AppRouterContext } from 'next/dist/shared/lib/app-router-context.shared-runtime';
import {
  PathnameContext,
  SearchParamsContext,
} from 'next/dist/shared/lib/hooks-client-context.shared-runtime';
import type { ReactNode } from 'react';

/** What Next would give a component of the dashboard: its address, and a router that counts how often it is refreshed. */
export function countingRouter() {
  let refreshed = 0;
  const nothing = () => undefined;
  const router = {
    back: nothing,
    forward: nothing,
    push: nothing,
    replace: nothing,
    prefetch: nothing,
    hmrRefresh: nothing,
    experimental_gesturePush: nothing,
    bfcacheId: '',
    refresh: () => {
      refreshed += 1;
    },
  };
  const Router = ({ children }: { children: ReactNode }) => (
    <AppRouterContext value={router}>
      <PathnameContext value="/dashboard">
        <SearchParamsContext value={new URLSearchParams('range=30d')}>{children}</SearchParamsContext>
      </PathnameContext>
    </AppRouterContext>
  );
  return { Router, refreshed: () => refreshed };
}

/** A server that gives these answers in turn and writes down what it was asked. */
export function serverAnswering(...answers: (Response | 'unreachable')[]) {
  const asked: { request: string; body: unknown }[] = [];
  const fetch = async (path: string, init: RequestInit): Promise<Response> => {
    const body: unknown = typeof init.body === 'string' ? JSON.parse(init.body) : null;
    asked.push({ request: `${init.method} ${path}`, body });
    const answer = answers.shift() ?? 'unreachable';
    if (answer === 'unreachable') throw new TypeError('Failed to fetch');
    return answer;
  };
  return { fetch, asked };
}
