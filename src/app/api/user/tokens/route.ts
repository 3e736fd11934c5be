import { z } from 'zod';
import { AccessTokenView, NewAccessToken } from '@/lib/shared/account/access-token-schema';
import { withStatus } from '@/middleware/handle-request';
import { route } from '@/middleware/route';
import { withUser } from '@/middleware/with-user';
import { listTokens, makeToken, NewTokenBody } from '@/services/account/access-tokens';

const list = {
  summary: 'The access tokens, newest first, without the tokens themselves',
  answers: { 200: z.object({ tokens: z.array(AccessTokenView) }) },
};
const making = {
  summary: 'Creates an access token, which is shown only once',
  answers: { 201: NewAccessToken },
  errors: [409],
  body: NewTokenBody,
  rate: 'strict',
} as const;

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = route({
  GET: withUser(list, async ({ deps, user }) => ({ tokens: await listTokens(deps, user.id) })),
  POST: withUser(making, async ({ deps, user, body }) =>
    withStatus(201, await makeToken(deps, user.id, body)),
  ),
});
