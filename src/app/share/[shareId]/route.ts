import { onlyAllows } from '@/middleware/only-allows';
import { sharePage } from '@/middleware/share-document';
import { shareRenderer } from './share-renderer';

export const GET = sharePage(shareRenderer);

export const { POST, PUT, PATCH, DELETE } = onlyAllows('GET');
