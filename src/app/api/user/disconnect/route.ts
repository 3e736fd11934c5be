import { route } from '@/middleware/route';
import { withUser } from '@/middleware/with-user';
import { disconnectSpotify } from '@/services/account/manage-account';

const shape = {
  summary: 'Deletes the Spotify tokens and stops polling; the archive stays',
  answers: { 204: null },
  rate: 'strict',
} as const;

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = route({
  POST: withUser(shape, ({ deps, user }) => disconnectSpotify(deps, user.id)),
});
