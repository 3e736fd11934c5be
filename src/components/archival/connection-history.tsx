import type { ConnectionEvent } from '@/lib/shared/archival/breaker-events-schema';
import type { ReaderFormat } from '@/lib/shared/format';
import { connectionEventLabel } from './connection-labels';

/** The latest changes of the connection, newest first. */
export function ConnectionHistory({ events, format }: { events: ConnectionEvent[]; format: ReaderFormat }) {
  return (
    <section aria-labelledby="connection-history" className="mt-5 border-t border-line pt-4">
      <h3 id="connection-history" className="text-sm font-semibold">
        History of the connection
      </h3>
      {events.length === 0 ? (
        <p className="mt-2 text-[0.8125rem] text-soft">No failed syncs on record.</p>
      ) : (
        <ul className="mt-2 grid gap-1 text-[0.8125rem]">
          {events.map((event) => (
            <li key={`${event.at} ${event.from} ${event.to}`}>
              <time dateTime={event.at} className="text-soft">
                {format.dayAndTime(event.at)}
              </time>{' '}
              {connectionEventLabel(event)}
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
