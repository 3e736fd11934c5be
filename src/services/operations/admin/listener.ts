import { ok } from '@/lib/shared/result';
import { findBreakerEvents } from '@/repositories/archival/breaker-event-repository';
import { findListenerDetails } from '@/repositories/operations/listener-details';
import { noListener, readListenerId } from './listener-id';
import { table } from './table';
import type { Verb } from './verb';

const EVENTS = 10;

/** One listener: connection, archive, and what happened to the connection lately. */
export const listener: Verb = {
  takes: 'ID',
  about: 'one listener, and the last changes of the connection',
  run: async ({ db, clock }, [text]) => {
    const id = readListenerId(text);
    if (!id.ok) return id;
    const found = await findListenerDetails(db, id.value, clock.now());
    if (!found) return noListener(id.value);
    const events = await findBreakerEvents(db, id.value, EVENTS);
    const history = table(
      ['AT', 'FROM', 'TO', 'REASON', 'UNTIL'],
      events.map((event) => [event.at, event.from, event.to, event.reason, event.openUntil]),
    );
    const about = table(['FIELD', 'VALUE'], fieldsOf(found));
    return ok(events.length === 0 ? about : `${about}\n\n${history}`);
  },
};

const fieldsOf = (found: NonNullable<Awaited<ReturnType<typeof findListenerDetails>>>) => [
  ['name', found.name],
  ['Spotify id', found.spotifyId],
  ['since', found.createdAt],
  ['time zone', found.timeZone],
  ['connection', found.disconnectedReason ? `${found.state} (${found.disconnectedReason})` : found.state],
  ['consent given', found.authorizedAt],
  ['last poll', found.lastPolledAt],
  ['failures since', `${found.failures}`],
  ['last failure', found.lastFailedAt],
  ['breaker open until', found.circuitOpenUntil],
  ['plays', found.plays.toLocaleString('en-US')],
  ['first play', found.firstPlayedAt],
  ['last play', found.lastPlayedAt],
  ['open gaps', `${found.openGaps}`],
  ['rejected items', `${found.rejectedItems}`],
  ['imports', `${found.imports}`],
];
