import { answerDescription } from '@/app/api-description';
import { route } from '@/middleware/route';

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = route({ GET: answerDescription });
