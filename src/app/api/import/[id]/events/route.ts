import { AppError } from '@/lib/app-error';
import { eventStream } from '@/middleware/event-stream';
import { route } from '@/middleware/route';
import { withUser } from '@/middleware/with-user';
import { ImportParams } from '@/services/import/import-query';
import { importEvents } from '@/services/import/progress-events';

export const maxDuration = 300;

const shape = {
  summary: 'The progress of an import, as server-sent events',
  answers: { 200: { 'text/event-stream': null } },
  errors: [404],
  scope: 'read',
  params: ImportParams,
} as const;

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = route({
  GET: withUser(shape, async (context) => {
    const events = await importEvents(context.deps, context.user.id, context.params.id);
    if (!events) throw new AppError('NOT_FOUND', 'There is no such import.');
    return eventStream(events, context);
  }),
});
