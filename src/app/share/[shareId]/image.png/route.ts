import { onlyAllows } from '@/middleware/only-allows';
import { sharePicture } from '@/middleware/share-document';
import { shareRenderer } from '../share-renderer';

export const GET = sharePicture(shareRenderer);

export const { POST, PUT, PATCH, DELETE } = onlyAllows('GET');
