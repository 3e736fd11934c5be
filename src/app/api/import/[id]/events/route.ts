import { AppError } from '@/lib/app-error';
import { eventStream } from '@/middleware/event-stream';
import { onlyAllows } from '@/middleware/only-allows';
import { withUser } from '@/middleware/route';
import { ImportParams } from '@/services/import/import-query';
import { importEvents } from '@/services/import-service';

export const maxDuration = 300;

export const GET = withUser({ params: ImportParams }, async ({ deps, user, params }) => {
  const events = await importEvents(deps, user.id, params.id);
  if (!events) throw new AppError('NOT_FOUND', 'There is no such import.');
  return eventStream(events);
});

export const { POST, PUT, PATCH, DELETE } = onlyAllows('GET');
