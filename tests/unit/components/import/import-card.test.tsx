import { cleanup, configure, render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { AppRouterContext } from 'next/dist/shared/lib/app-router-context.shared-runtime';
import { afterEach, describe, expect, it } from 'vitest';
import { ImportCard } from '@/components/import/import-card';
import type { ImportIo } from '@/components/import/import-request';
import { UnlessImporting } from '@/components/import/unless-importing';
import type { ImportJobView } from '@/lib/shared/import/import-job';

let refreshed = 0;
const router = {
  back: () => undefined,
  forward: () => undefined,
  push: () => undefined,
  replace: () => undefined,
  prefetch: () => undefined,
  hmrRefresh: () => undefined,
  experimental_gesturePush: () => undefined,
  bfcacheId: '',
  refresh: () => {
    refreshed += 1;
  },
};

// A busy machine is slow, not wrong: nothing here waits for time to pass.
configure({ asyncUtilTimeout: 10_000 });
afterEach(cleanup);

const job = (values: Partial<ImportJobView> = {}): ImportJobView => ({
  id: 7,
  fileName: 'my_spotify_data.zip',
  fileBytes: 1,
  format: 'extended_history',
  status: 'queued',
  createdAt: '2026-11-22T10:00:00Z',
  finishedAt: null,
  rowsTotal: 2_000,
  rowsDone: 0,
  counts: {
    added: 0,
    alreadyKnown: 0,
    removed: 0,
    enriched: 0,
    repeated: 0,
    tooShort: 0,
    privateSession: 0,
    podcast: 0,
    audiobook: 0,
    noTrack: 0,
    outOfBounds: 0,
    unreadable: 0,
  },
  gapsClosed: 0,
  firstPlayAt: null,
  lastPlayAt: null,
  failure: null,
  errors: [],
  skippedFiles: [],
  ...values,
});

/** A server that accepts the file and sends the test's events. */
function server(answer: { status: number; body: unknown }) {
  const asked: string[] = [];
  let tell: (name: 'progress' | 'end', data: string) => void = () => {};
  let lose = () => {};
  const answers: (() => string)[] = [];
  const io: ImportIo = {
    send: async (url, _file, onProgress) => {
      asked.push(url);
      onProgress(0.5);
      return { status: answer.status, body: JSON.stringify(answer.body) };
    },
    listen: (url, onEvent, onLost) => {
      asked.push(url);
      tell = onEvent;
      lose = onLost;
      return () => {};
    },
    read: async (url) => {
      asked.push(url);
      return answers.shift()?.() ?? '';
    },
    wait: async () => {},
  };
  return {
    io,
    asked,
    answers,
    lose: () => lose(),
    tell: (name: 'progress' | 'end', job: ImportJobView) => tell(name, JSON.stringify(job)),
  };
}

const card = (io: ImportIo, imports: ImportJobView[] = []) =>
  render(
    <AppRouterContext value={router}>
      <ImportCard imports={imports} locale="en-GB" timeZone="UTC" io={io} />
    </AppRouterContext>,
  );

const choose = (fileName = 'my_spotify_data.zip') =>
  userEvent
    .setup()
    .upload(screen.getByLabelText('Choose a file'), new File(['x'], fileName, { type: 'application/zip' }));

describe('the import card', () => {
  it('names the days of a file as a range', () => {
    card(server({ status: 202, body: job() }).io, [
      job({ status: 'succeeded', firstPlayAt: '2024-01-05T10:00:00Z', lastPlayAt: '2024-03-09T10:00:00Z' }),
    ]);
    expect(document.body.textContent).toContain('Extended streaming history, 5 Jan – 9 Mar 2024');
  });

  it('sends the file, follows it, and says in the end what came of it', async () => {
    const { io, asked, tell } = server({ status: 202, body: job() });
    card(io);
    await choose();
    expect(asked).toEqual(['/api/import?fileName=my_spotify_data.zip', '/api/import/7/events']);
    expect(await screen.findByText('2,000 rows are waiting to be added…')).toBeDefined();
    const counts = { ...job().counts, added: 1_204, enriched: 50, tooShort: 700, podcast: 1 };
    const end = job({ status: 'succeeded', rowsDone: 2_000, gapsClosed: 2, counts });
    tell('progress', end);
    const result =
      '1,204 plays added, 700 saved that are too short to count, 50 plays updated with listening time, 2 gaps filled.';
    expect((await screen.findAllByText(result)).length).toBe(2);
    expect(screen.getByText('Skipped: 1 podcast.')).toBeDefined();
    expect(refreshed).toBe(1);
  });

  it('lets the page around it know while an import adds plays, and no longer', async () => {
    render(<UnlessImporting instead="An import is adding plays">4,804 plays</UnlessImporting>);
    const { io, tell } = server({ status: 202, body: job() });
    card(io);
    expect(screen.getByText('4,804 plays')).toBeDefined();
    await choose();
    expect(await screen.findByText('An import is adding plays')).toBeDefined();
    tell('end', job({ status: 'succeeded' }));
    expect(await screen.findByText('4,804 plays')).toBeDefined();
  });

  it('says what to do when the file is refused', async () => {
    const { io } = server({ status: 400, body: { detail: 'The zip file is damaged. Download it again.' } });
    card(io);
    await choose('damaged.zip');
    expect(await screen.findByText('The zip file is damaged. Download it again.')).toBeDefined();
    expect(screen.getByText('damaged.zip').closest('p')?.textContent).toBe('✕ damaged.zip was not imported');
  });

  it('imports private sessions only on request', async () => {
    const { io, asked } = server({ status: 202, body: job({ status: 'succeeded' }) });
    card(io);
    await userEvent.setup().click(screen.getByLabelText(/private sessions/));
    await choose();
    expect(asked[0]).toContain('privateSessions=include');
  });

  it('asks where no events arrive, also when nobody answers for a while, and ends with the import', async () => {
    const { io, asked, answers, lose } = server({ status: 202, body: null });
    const listed = (values: Partial<ImportJobView>) => () => JSON.stringify({ imports: [job(values)] });
    answers.push(
      listed({ status: 'running', rowsDone: 100 }),
      () => {
        throw new Error('No answer');
      },
      listed({ status: 'succeeded', counts: { ...job().counts, added: 3 } }),
    );
    card(io, [job({ status: 'running' })]);
    lose();
    expect((await screen.findAllByText('3 plays added.')).length).toBeGreaterThan(0);
    expect(asked).toEqual(['/api/import/7/events', '/api/import', '/api/import', '/api/import']);
  });

  it('names the files of a zip that were not read, and why', () => {
    const { io } = server({ status: 202, body: null });
    const skippedFiles = [
      { name: 'older.zip', reason: 'zipInside' as const },
      { name: 'Userdata.json', reason: 'noHistory' as const },
    ];
    card(io, [job({ status: 'succeeded', skippedFiles })]);
    expect(screen.getByText('2 files not read')).toBeDefined();
    expect(screen.getByText('Userdata.json: no listening history')).toBeDefined();
  });

  it('follows an import that was under way before', () => {
    const { io, asked } = server({ status: 202, body: null });
    card(io, [job({ status: 'running' })]);
    expect(asked).toEqual(['/api/import/7/events']);
  });
});
