import { AppError } from '@/lib/app-error';
import { eventStream } from '@/middleware/event-stream';
import { route } from '@/middleware/route';
import { withUser } from '@/middleware/with-user';
import { ImportParams } from '@/services/import/import-query';
import { importEvents } from '@/services/import/progress-events';

export const maxDuration = 300;

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = route({
  GET: withUser({ params: ImportParams }, async ({ deps, user, params, runtime }) => {
    const events = await importEvents(deps, user.id, params.id);
    if (!events) throw new AppError('NOT_FOUND', 'There is no such import.');
    return eventStream(events, runtime.streams, user.id);
  }),
});
