import { landing } from '@/middleware/landing';
import { onlyAllows } from '@/middleware/only-allows';
import { landingPage } from './landing-page';

export const GET = landing(landingPage);

export const { POST, PUT, PATCH, DELETE } = onlyAllows('GET');
