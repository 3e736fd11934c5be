import { onlyAllows } from '@/middleware/only-allows';
import { publicRoute } from '@/middleware/route';

/** The process answers; nothing else is asked. */
export const GET = publicRoute({ rate: 'lenient', countedIn: 'process' }, () => ({ status: 'ok' }));

export const { POST, PUT, PATCH, DELETE } = onlyAllows('GET');
