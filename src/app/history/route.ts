import { listenerDocument } from '@/middleware/listener-document';
import { onlyAllows } from '@/middleware/only-allows';
import { historyPage } from './history-page';

export const GET = listenerDocument(historyPage);

export const { POST, PUT, PATCH, DELETE } = onlyAllows('GET');
