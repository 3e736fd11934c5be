import { route } from '@/middleware/route';
import { withUser } from '@/middleware/with-user';
import { exportRejectedItems } from '@/services/export-service';
import { download } from '../export/download';

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = route({
  GET: withUser({ rate: 'strict' }, ({ deps, user }) => download(exportRejectedItems(deps, user))),
});
