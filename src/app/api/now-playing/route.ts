import { NowPlaying } from '@/lib/shared/archival/now-playing';
import { route } from '@/middleware/route';
import { withUser } from '@/middleware/with-user';
import { getNowPlaying } from '@/services/archival/now-playing';

const shape = {
  summary: 'What you are playing now; Spotify is asked every 30 seconds at most',
  answers: { 200: NowPlaying },
} as const;

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = route({
  GET: withUser(shape, ({ deps, user }) => getNowPlaying(deps, user.id)),
});
