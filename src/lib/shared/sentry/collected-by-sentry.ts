import { SENT_HEADERS } from './scrub-event';

/** What Sentry may collect by itself: everything else may hold what listeners wrote, or where they are. */
export const COLLECTED = {
  userInfo: false,
  cookies: false,
  httpHeaders: { request: { allow: SENT_HEADERS }, response: false },
  httpBodies: [],
  urlQueryParams: false,
  databaseQueryData: false,
  queues: false,
  stackFrameVariables: false,
};
