// @vitest-environment jsdom
import { configure, waitFor } from '@testing-library/react';
import { renderToStaticMarkup } from 'react-dom/server';
import { describe, expect, it } from 'vitest';
import { runArchiveNow } from '@/components/archival/archive-now-script';
import { ArchiveNow } from '@/components/archival/sync-now';

// A busy machine is slow, not wrong: nothing here waits for time to pass.
configure({ asyncUtilTimeout: 10_000 });

const body = (plays: number, followFirst: boolean) =>
  renderToStaticMarkup(
    <div data-page>
      <b>{plays} plays</b>
      <ArchiveNow followFirst={followFirst} />
    </div>,
  );

const status = (values: object) => Response.json({ newPlays: null, failure: null, ...values });
const latest = (values: object) => Response.json({ request: { newPlays: null, failure: null, ...values } });

/** The page as a server made it, whose script gets these answers in turn, in a time that passes at once. */
function open({ followFirst = false, answers }: { followFirst?: boolean; answers: Response[] }) {
  const page = document.implementation.createHTMLDocument();
  page.body.innerHTML = body(3, followFirst);
  const calls: string[] = [];
  runArchiveNow(page, {
    fetch: async (path, init) => {
      calls.push(`${init?.method ?? 'GET'} ${path.replace(page.URL, '(the page)')}`);
      const answer = answers.shift();
      if (!answer) throw new TypeError('Failed to fetch');
      return answer;
    },
    wait: async () => undefined,
  });
  const text = (selector: string) => page.querySelector(selector)?.textContent;
  const busy = () => page.querySelector('button')?.getAttribute('aria-disabled');
  return {
    calls,
    press: () => page.querySelector('button')?.click(),
    isDone: () => waitFor(() => expect(busy()).toBe('false')),
    busy,
    spoken: () => text('[aria-live]'),
    plays: () => text('b'),
  };
}

describe('the button that archives now, on a page that no framework keeps', () => {
  it('follows the look to its end, says what was found, and shows the page as it is then', async () => {
    const page = open({
      answers: [
        status({ status: 'queued' }),
        latest({ status: 'succeeded', newPlays: 2 }),
        new Response(body(5, false)),
      ],
    });
    page.press();
    expect(page.busy()).toBe('true');
    page.press();
    await waitFor(() => expect(page.plays()).toBe('5 plays'));
    await page.isDone();
    expect(page.spoken()).toBe('Done. 2 new plays kept.');
    expect(page.calls).toEqual(['POST /api/archive', 'GET /api/archive', 'GET (the page)']);
  });

  it('can be pressed again on the page made anew', async () => {
    const page = open({
      answers: [
        status({ status: 'succeeded', newPlays: 1 }),
        new Response(body(4, false)),
        status({ status: 'succeeded', newPlays: 1 }),
        new Response(body(5, false)),
      ],
    });
    page.press();
    await waitFor(() => expect(page.plays()).toBe('4 plays'));
    await page.isDone();
    page.press();
    await waitFor(() => expect(page.plays()).toBe('5 plays'));
  });

  it('takes up the look that signing in began, without being pressed', async () => {
    const page = open({
      followFirst: true,
      answers: [latest({ status: 'succeeded', newPlays: 48 }), new Response(body(51, false))],
    });
    await waitFor(() => expect(page.plays()).toBe('51 plays'));
    await page.isDone();
    expect(page.spoken()).toBe('Done. 48 new plays kept.');
    expect(page.calls).toEqual(['GET /api/archive', 'GET (the page)']);
  });

  it('stays silent when there is no look to take up', async () => {
    const page = open({ followFirst: true, answers: [Response.json({ request: null })] });
    await page.isDone();
    expect([page.spoken(), page.plays(), page.calls.length]).toEqual(['', '3 plays', 1]);
  });

  it.each([
    ['cannot be made', new Response('{}', { status: 503 })],
    ['is that of somebody signed out', new Response('<main>Sign in</main>')],
  ])('keeps the page that is shown when a new one %s', async (_, answer) => {
    const page = open({ answers: [status({ status: 'succeeded', newPlays: 2 }), answer] });
    page.press();
    await page.isDone();
    expect([page.plays(), page.spoken()]).toEqual(['3 plays', 'Done. 2 new plays kept.']);
  });

  it('says what a look that failed means', async () => {
    const page = open({ answers: [status({ status: 'failed', failure: 'spotify_paused' })] });
    page.press();
    await page.isDone();
    expect(page.spoken()).toContain('Spotify asked us to wait');
    expect(page.calls).toHaveLength(1);
  });
});
