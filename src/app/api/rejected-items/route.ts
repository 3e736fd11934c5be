import { route } from '@/middleware/route';
import { withUser } from '@/middleware/with-user';
import { exportRejectedItems } from '@/services/export-service';
import { download } from '../export/download';

const shape = {
  summary: 'Every item that could not be read as a play, whole, as a file',
  answers: { 200: ['application/json'] },
  rate: 'strict',
} as const;

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = route({
  GET: withUser(shape, ({ deps, user }) => download(exportRejectedItems(deps, user))),
});
