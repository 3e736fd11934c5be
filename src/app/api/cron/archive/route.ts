import { route } from '@/middleware/route';
import { withSignature } from '@/middleware/with-signature';
import { tickSchema } from '@/services/archival/messages';
import { scheduleArchive, TickReport } from '@/services/archival/tick';

export const maxDuration = 300;

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = route({
  POST: withSignature(
    '/api/cron/archive',
    { summary: 'Starts the syncs of the hour', body: tickSchema, answers: { 200: TickReport } },
    ({ deps, body }) => scheduleArchive(deps, body),
  ),
});
