import { listenerDocument } from '@/middleware/listener-document';
import { onlyAllows } from '@/middleware/only-allows';
import { dashboardPage } from './dashboard-page';

export const GET = listenerDocument(dashboardPage);

export const { POST, PUT, PATCH, DELETE } = onlyAllows('GET');
