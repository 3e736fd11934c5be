import { listenerDocument } from '@/middleware/listener-document';
import { route } from '@/middleware/route';
import { historyPage } from './history-page';

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = route({
  GET: listenerDocument(historyPage),
});
