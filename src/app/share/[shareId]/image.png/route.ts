import { route } from '@/middleware/route';
import { sharePicture } from '@/middleware/share-document';
import { shareRenderer } from '../share-renderer';

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = route({
  GET: sharePicture(shareRenderer),
});
