import { z } from 'zod';
import { ExportedRejectedItem } from '@/lib/shared/archival/rejected-items-schema';
import { route } from '@/middleware/route';
import { withUser } from '@/middleware/with-user';
import { exportRejectedItems } from '@/services/export-service';
import { download } from '../export/download';

const shape = {
  summary: 'What Spotify listed and we could not read as a play, exactly as sent, in one file',
  answers: { 200: z.array(ExportedRejectedItem) },
  rate: 'strict',
} as const;

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = route({
  GET: withUser(shape, ({ deps, user }) => download(exportRejectedItems(deps, user))),
});
