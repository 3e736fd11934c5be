import { cleanup, configure, fireEvent, render, screen, waitFor } from '@testing-library/react';
import { AppRouterContext } from 'next/dist/shared/lib/app-router-context.shared-runtime';
import { afterEach, describe, expect, it } from 'vitest';
import { SyncNowButton } from '@/components/archival/sync-now-button';
import type { PollingIo } from '@/components/shell/polling-io';

// A busy machine is slow, not wrong: nothing here waits for time to pass.
configure({ asyncUtilTimeout: 10_000 });
afterEach(cleanup);

const status = (values: object) => ({
  id: 1,
  requestedAt: '',
  finishedAt: null,
  newPlays: null,
  failure: null,
  ...values,
});
const json = (body: unknown, httpStatus = 200) => Response.json(body, { status: httpStatus });

/** A server that gives these answers in turn, and a time that passes at once. */
function serverAnswering(answers: (() => Response)[]) {
  const calls: string[] = [];
  const io: PollingIo = {
    fetch: async (path, init) => {
      calls.push(`${init?.method ?? 'GET'} ${path}`);
      const answer = answers.shift();
      if (!answer) throw new TypeError('Failed to fetch');
      return answer();
    },
    wait: async () => undefined,
  };
  return { io, calls };
}

function show(io: PollingIo, followFirst = false) {
  let refreshed = 0;
  const router = {
    back: () => undefined,
    forward: () => undefined,
    refresh: () => {
      refreshed += 1;
    },
    push: () => undefined,
    replace: () => undefined,
    prefetch: () => undefined,
    hmrRefresh: () => undefined,
    experimental_gesturePush: () => undefined,
    bfcacheId: '',
  };
  const { container } = render(
    <AppRouterContext value={router}>
      <SyncNowButton io={io} followFirst={followFirst} locale="en-GB" />
    </AppRouterContext>,
  );
  const spoken = () => container.querySelector('[aria-live=polite]')?.textContent;
  return { spoken, refreshed: () => refreshed };
}

const press = () => fireEvent.click(screen.getByRole('button', { name: 'Sync now' }));

describe('the button that archives now', () => {
  it('follows the request to its end, says what was found and shows it', async () => {
    const { io, calls } = serverAnswering([
      () => json(status({ status: 'queued' }), 202),
      () => json({ request: status({ status: 'running' }) }),
      () => json({ request: status({ status: 'succeeded', newPlays: 3 }) }),
    ]);
    const page = show(io);
    press();
    await waitFor(() => expect(page.spoken()).toBe('Done. 3 new plays saved.'));
    expect(calls).toEqual(['POST /api/archive', 'GET /api/archive', 'GET /api/archive']);
    expect(page.refreshed()).toBe(1);
  });

  it('notes what could not be read, although the sync succeeded', async () => {
    const end = { status: 'succeeded', newPlays: 1, rejectedItems: 3 };
    const page = show(serverAnswering([() => json(status(end))]).io);
    press();
    const note = 'Done. 1 new play saved. 3 items could not be read; see Account.';
    await waitFor(() => expect(page.spoken()).toBe(note));
  });

  it('sends one request, however often it is pressed during a sync', async () => {
    let release = () => {};
    const held = new Promise<void>((resolve) => {
      release = resolve;
    });
    const { io, calls } = serverAnswering([
      () => json(status({ status: 'queued' }), 202),
      () => json({ request: status({ status: 'running' }) }),
      () => json({ request: status({ status: 'succeeded', newPlays: 0 }) }),
    ]);
    const page = show({ ...io, wait: () => held });
    press();
    await waitFor(() => expect(page.spoken()).toBe('Syncing with Spotify…'));
    press();
    press();
    release();
    await waitFor(() => expect(page.spoken()).toBe('Done. No new plays since the last sync.'));
    expect(calls.filter((call) => call.startsWith('POST'))).toHaveLength(1);
  });

  it.each([
    ['reconnect_needed', 'Reconnect Spotify'],
    ['spotify_paused', 'Spotify asked us to slow down'],
    ['spotify_unavailable', 'Spotify did not respond'],
    ['not_registered', 'Spotify does not let this app read your account'],
    ['timed_out', 'took too long'],
    ['a_code_of_tomorrow', 'went wrong on our side'],
  ])('explains why a sync failed with %s', async (failure, words) => {
    const { io } = serverAnswering([() => json(status({ status: 'failed', failure }))]);
    const page = show(io);
    press();
    await waitFor(() => expect(page.spoken()).toContain(words));
    expect(page.spoken()).not.toContain(failure);
    expect(page.refreshed()).toBe(failure === 'reconnect_needed' ? 1 : 0);
  });

  it.each([
    [401, 'You are signed out'],
    [429, 'Wait ten seconds'],
    [503, 'busy right now'],
    [500, 'went wrong on our side'],
  ])('says what an answer of %d means', async (httpStatus, words) => {
    const { io } = serverAnswering([() => json({ title: 'secret detail' }, httpStatus)]);
    const page = show(io);
    press();
    await waitFor(() => expect(page.spoken()).toContain(words));
    expect(page.spoken()).not.toContain('secret');
  });

  it('says so when the server cannot be reached, and can be pressed again', async () => {
    const answers: (() => Response)[] = [];
    const { io } = serverAnswering(answers);
    const page = show(io);
    press();
    await waitFor(() => expect(page.spoken()).toContain('could not reach the server'));
    answers.push(() => json(status({ status: 'succeeded', newPlays: 1 })));
    press();
    await waitFor(() => expect(page.spoken()).toBe('Done. 1 new play saved.'));
  });

  it('follows the sync that signing in started, without being pressed', async () => {
    const { io, calls } = serverAnswering([
      () => json({ request: status({ status: 'running' }) }),
      () => json({ request: status({ status: 'succeeded', newPlays: 48 }) }),
    ]);
    const page = show(io, true);
    await waitFor(() => expect(page.spoken()).toBe('Done. 48 new plays saved.'));
    expect(calls).toEqual(['GET /api/archive', 'GET /api/archive']);
    expect(page.refreshed()).toBe(1);
  });

  it('shows nothing when there is no sync to follow', async () => {
    const { io, calls } = serverAnswering([() => json({ request: null })]);
    const page = show(io, true);
    await waitFor(() => expect(calls).toEqual(['GET /api/archive']));
    const button = screen.getByRole('button', { name: 'Sync now' });
    await waitFor(() => expect(button.getAttribute('aria-disabled')).toBe('false'));
    expect([page.spoken(), page.refreshed()]).toEqual(['', 0]);
  });
});
