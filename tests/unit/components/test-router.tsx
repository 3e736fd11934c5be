import { AppRouterContext } from 'next/dist/shared/lib/app-router-context.shared-runtime';
import type { ReactNode } from 'react';

/** What Next would give a component: a router that counts how often the page is refreshed. */
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
    <AppRouterContext value={router}>{children}</AppRouterContext>
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
