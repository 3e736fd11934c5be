import { beforeEach, expect } from 'vitest';
import * as imports from '@/app/api/import/route';
import * as work from '@/app/api/queue/import/route';
import type { QueueMessage } from '@/lib/queue/queue';
import type { ImportJobView } from '@/lib/shared/import/import-job';
import { expectRollupsEqualRecount } from './expect-archive';
import { APP, call, type HttpStage, signed, signedInBrowser, useHttpStage } from './http-stage';

/** A signed-in listener who brings files, over the routes of the product. */
export interface ImportStage extends HttpStage {
  cookie: string;
  userId: number;
}

/** Call it at the top of a test file; each test gets a fresh stage with a listener signed in. */
export function useImportStage(): () => ImportStage {
  const http = useHttpStage();
  let listener = { cookie: '', userId: 0 };
  beforeEach(async () => {
    const browser = await signedInBrowser(http(), 'regular');
    const { id } = await http().deps.db.user.findFirstOrThrow();
    listener = { cookie: browser.cookieHeader(), userId: id };
  });
  return () => ({ ...http(), ...listener });
}

export const upload = ({ cookie }: ImportStage, body: BodyInit, query = '') =>
  call(imports.POST, `/api/import?fileName=history.json${query}`, {
    method: 'POST',
    body,
    headers: { cookie, origin: APP },
  });

/** Brings a file and sees it through to its end; the figures are recounted, and every row is accounted for. */
export async function bring(stage: ImportStage, rows: unknown, query = ''): Promise<ImportJobView> {
  const isBody = typeof rows === 'string' || rows instanceof Blob;
  const response = await upload(stage, isBody ? rows : JSON.stringify(rows), query);
  expect(response.status, await response.clone().text()).toBe(202);
  await deliver(stage);
  const listed = await call(imports.GET, '/api/import', { headers: { cookie: stage.cookie } });
  const [job] = ((await listed.json()) as { imports: ImportJobView[] }).imports;
  if (!job) throw new Error('The import is not listed.');
  const sum = Object.values(job.counts).reduce((a, b) => a + b, 0);
  expect([job.rowsDone, sum]).toEqual([job.rowsTotal, job.rowsTotal]);
  await expectRollupsEqualRecount(stage.deps.db, job.fileName);
  return job;
}

async function deliver(stage: ImportStage): Promise<void> {
  // Not over a copy: where a delivery has run for too long, another message continues.
  for (let message = takeMessage(stage); message; message = takeMessage(stage)) {
    const body = JSON.stringify(message.body);
    const headers = await signed(stage, message.path, body);
    const response = await call(work.POST, message.path, { method: 'POST', body, headers });
    expect(response.status, await response.clone().text()).toBe(200);
  }
}

/** Takes the next message of an import out of what was published. */
function takeMessage({ queue: { published } }: ImportStage): QueueMessage | undefined {
  const at = published.findIndex(({ path }) => path === '/api/queue/import');
  return at < 0 ? undefined : published.splice(at, 1)[0];
}

/** A row of the extended streaming history. */
export const row = (ts: string, over: Record<string, unknown> = {}) => ({
  ts,
  platform: 'android',
  ms_played: 200_000,
  conn_country: 'NP',
  ip_addr: '192.0.2.7',
  master_metadata_track_name: 'Blink',
  master_metadata_album_artist_name: 'Hiroshi Yoshimura',
  master_metadata_album_album_name: 'Music for Nine Postcards',
  spotify_track_uri: 'spotify:track:blink',
  episode_name: null,
  spotify_episode_uri: null,
  skipped: false,
  incognito_mode: false,
  ...over,
});

/** The listener's plays, oldest first. */
export const playsOf = ({ deps, userId }: ImportStage) =>
  deps.db.playEvent.findMany({
    where: { userId },
    orderBy: [{ playedAt: 'asc' }, { trackId: 'asc' }],
    include: {
      track: { include: { album: true, artists: { include: { artist: true } } } },
      origin: true,
      ending: true,
    },
  });

/** The name of a track that the database refuses for as long as `whileRefused` works. */
export const REFUSED = 'refused by the database';

export async function whileRefused<T>({ deps }: ImportStage, work: () => Promise<T>): Promise<T> {
  await deps.db.$executeRawUnsafe(`ALTER TABLE tracks ADD CONSTRAINT refused CHECK (name <> '${REFUSED}')`);
  try {
    return await work();
  } finally {
    await deps.db.$executeRaw`ALTER TABLE tracks DROP CONSTRAINT refused`;
  }
}
