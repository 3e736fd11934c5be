import { eventStream } from '@/middleware/event-stream';
import { route } from '@/middleware/route';
import { withUser } from '@/middleware/with-user';
import { LiveQuery, liveEvents } from '@/services/archival/live-events';

export const maxDuration = 300;

const shape = {
  summary: 'The number of plays and the last sync as they change, as server-sent events',
  answers: { 200: { 'text/event-stream': null } },
  query: LiveQuery,
} as const;

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = route({
  GET: withUser(shape, (context) =>
    eventStream(liveEvents(context.deps, context.user.id, context.query), context),
  ),
});
