import { Client, type ClientConfig } from 'pg';

/** A connection of its own. When it breaks, what waits for it is rejected; `pg` also emits an error, which would end the process. */
export function oneClient(config: ClientConfig): Client {
  return new Client(config).on('error', () => {});
}
