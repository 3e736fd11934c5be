import { landing } from '@/middleware/landing';
import { route } from '@/middleware/route';
import { landingPage } from './landing-page';

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = route({
  GET: landing(landingPage),
});
