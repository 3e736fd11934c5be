import { z } from 'zod';
import { publicRoute } from '@/middleware/public-route';
import { route } from '@/middleware/route';

const shape = {
  summary: 'Whether the process runs',
  answers: { 200: z.object({ status: z.literal('ok') }) },
  rate: 'lenient',
  countedIn: 'process',
} as const;

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = route({
  /** The process answers; nothing else is asked. */
  GET: publicRoute(shape, () => ({ status: 'ok' })),
});
