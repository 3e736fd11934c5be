import { setTimeout as sleep } from 'node:timers/promises';
import { say } from '../launch/project.mjs';

/**
 * How a state is brought about, once every listener is signed in: `leaveOut` of statistics, a `post` of the listener, `sql`
 * (and what undoes it), or a call to the simulator, and then what the page `on` (the dashboard) `shows` once a sync has met it,
 * and SQL for `after` that.
 */
export const STATES = {
  itemsRejected: {
    verb: 'faults',
    body: {
      match: { path: 'recently-played', listener: 'quiet' },
      fault: { kind: 'odd_items', items: ['local_file', 'episode', 'track_null'], mode: 'add' },
      times: 'forever',
    },
    on: '/me',
    shows: 'Download all of them (JSON)',
  },
  endingInAMonth: endingIn(20 * 24),
  endingInAWeek: endingIn(4 * 24),
  endingInADay: endingIn(2),
  artistLeftOut: { leaveOut: { kind: 'artist', id: 1 } },
  /** One whose plays name none of the first. As if the figures were a quarter of the way: nothing goes on with it before it counts as stalled. */
  figuresFollowing: {
    leaveOut: { kind: 'artist', id: 3 },
    after: `INSERT INTO exclusion_checks (user_id, requested_at, worked_at, plays, checked_plays)
            SELECT id, now(), now(), 40000, 10000 FROM users WHERE spotify_id = 'regular'`,
    undo: 'DELETE FROM exclusion_checks',
  },
  allLeftOut: { leaveOut: { kind: 'span', from: '2008-10-07T00:00:00Z', to: '2099-12-31T00:00:00Z' } },
  busy: unreadable('user_artist_stats', '57014'),
  pageFails: unreadable('shareable_reports', 'XX000'),
  frameFails: unreadable('last_polls', '57014'),
  revoked: {
    verb: 'revoke',
    body: { listener: 'quiet' },
    shows: 'Spotify is not connected, so no new plays are saved',
  },
  failing: {
    verb: 'faults',
    body: {
      match: { path: 'recently-played', listener: 'gap' },
      fault: { kind: 'server_error' },
      times: 'forever',
    },
    shows: 'Sync paused after errors',
    // The tries follow each other faster than those of a schedule.
    after: `UPDATE last_polls SET polled_at = now() - interval '3 hours'
            WHERE user_id = (SELECT id FROM users WHERE spotify_id = 'gap')`,
  },
  paused: {
    verb: 'faults',
    body: { match: { path: 'recently-played' }, fault: { kind: 'rate_limited', retryAfterSeconds: 900 } },
    shows: 'Sync paused by Spotify',
  },
  disconnected: { post: '/api/user/disconnect' },
};

/** Further servers of the same build, by what their environment differs in. */
export const SERVERS = {
  withoutDatabase: { DATABASE_URL: 'postgresql://nobody@127.0.0.1:1/nowhere' },
  askingForConsent: { SENTRY_DSN: 'http://key@127.0.0.1:9/1' },
};

/** The connection of one listener ends so many hours after the state begins. */
function endingIn(hours) {
  const set = (instant) =>
    `UPDATE users SET authorized_at = '${instant.toISOString()}' WHERE spotify_id = 'gap'`;
  return {
    get sql() {
      return set(agreedFor(new Date(Date.now() + hours * 3_600_000)));
    },
    get undo() {
      return set(new Date());
    },
  };
}

/** When it was agreed to a connection that ends then; where none can, as on 31 December, to one of the first of the next month. */
function agreedFor(end) {
  const agreed = new Date(end);
  agreed.setUTCMonth(end.getUTCMonth() - 6);
  if (agreed.getUTCDate() === end.getUTCDate()) return agreed;
  return new Date(Date.UTC(agreed.getUTCFullYear(), agreed.getUTCMonth(), 1));
}

/** Every read of this table fails with this error of PostgreSQL. */
function unreadable(table, code) {
  return {
    sql: `CREATE FUNCTION refuse() RETURNS boolean LANGUAGE plpgsql AS
            $$ BEGIN RAISE EXCEPTION 'refused for a picture' USING ERRCODE = '${code}'; END $$;
          ALTER TABLE ${table} RENAME TO hidden_rows;
          CREATE VIEW ${table} AS SELECT * FROM hidden_rows WHERE (SELECT refuse());`,
    undo: `DROP VIEW ${table}; ALTER TABLE hidden_rows RENAME TO ${table}; DROP FUNCTION refuse();`,
  };
}

/** Resolves once pages of the listener of `context` show the state. */
export async function begin(studio, state, context) {
  const { leaveOut, post, sql, verb, body, on = '/dashboard', shows, after } = STATES[state];
  if (sql) return studio.query(sql);
  if (post) return send(context.request, studio.url, post);
  if (leaveOut) await leaveOutOfStatistics(context.request, studio.url, leaveOut);
  else {
    await studio.control(verb, body);
    await syncUntilShown(context, on, shows);
  }
  if (after) await studio.query(after);
}

export const end = async (studio, state) => STATES[state].undo && studio.query(STATES[state].undo);

async function send(request, origin, path, data) {
  const answer = await request.post(path, { data, headers: { origin } });
  if (!answer.ok()) throw new Error(`${path} was refused: ${await answer.text()}`);
}

/** Resolves once the figures have followed. */
async function leaveOutOfStatistics(request, origin, what) {
  await send(request, origin, '/api/exclusions', what);
  const isFollowing = async () => (await (await request.get('/api/exclusions')).json()).check !== null;
  while (await isFollowing()) await sleep(1_000);
}

/** Of five seconds; the breaker opens after a few syncs that failed. */
const MOST_TRIES = 30;

async function syncUntilShown(context, on, shows) {
  const page = await context.newPage();
  const isShown = async () => {
    await page.goto('/dashboard', { waitUntil: 'networkidle' });
    const sync = page.getByRole('button', { name: 'Sync now' });
    if (await sync.isVisible()) await sync.click();
    if (on !== '/dashboard') await page.goto(on);
    const sign = page.getByText(shows).filter({ visible: true }).first();
    return sign.waitFor({ timeout: 5_000 }).then(
      () => true,
      () => false,
    );
  };
  let tries = 0;
  while (!(await isShown()) && tries < MOST_TRIES) tries += 1;
  if (tries === MOST_TRIES) say(`The page ${on} never showed “${shows}”.`);
  await page.close();
}
