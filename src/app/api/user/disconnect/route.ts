import { route } from '@/middleware/route';
import { withUser } from '@/middleware/with-user';
import { disconnectSpotify } from '@/services/account/manage-account';

const shape = {
  summary: 'Disconnects Spotify: deletes its tokens and stops syncing; the plays stay',
  answers: { 204: null },
  rate: 'strict',
} as const;

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = route({
  POST: withUser(shape, ({ deps, user }) => disconnectSpotify(deps, user.id)),
});
