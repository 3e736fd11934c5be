import { refusalMessage } from './send-change';

/** The fields that are filled in by hand, by what their forms call them. */
const FIELDS = new Map([
  ['body.title', 'Title'],
  ['body.description', 'Description'],
  ['body.displayName', 'Your name, as others will see it'],
  ['body.expiresAt', 'Last day it can be opened'],
  ['body.from', 'From'],
  ['body.to', 'To'],
  ['body.seconds', 'Seconds after which a play counts'],
]);

/** Why a form was refused. `field`: from the address, which anybody can write, so that only known ones are named. */
export function refusalLabel(status: number, field = ''): string {
  const name = FIELDS.get(field);
  return status === 400 && name !== undefined
    ? `We can’t use what you entered for “${name}”. Nothing was changed. Go back, check it and try again.`
    : refusalMessage(status);
}
