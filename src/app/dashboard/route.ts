import { listenerDocument } from '@/middleware/listener-document';
import { route } from '@/middleware/route';
import { dashboardPage } from './dashboard-page';

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = route({
  GET: listenerDocument(dashboardPage),
});
