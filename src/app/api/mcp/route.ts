import { z } from 'zod';
import { statisticsOf } from '@/lib/build-deps';
import { route } from '@/middleware/route';
import { withUser } from '@/middleware/with-user';
import { answerMcp } from '@/services/api/mcp-server';

/** One message: several at once would be as many questions for one request of the limit. */
const Message = z.looseObject({ jsonrpc: z.literal('2.0') });

const shape = {
  summary: 'A Model Context Protocol server over the archive, for assistants',
  answers: { 200: Message, 202: null, 400: Message, 406: Message, 415: Message },
  scope: 'read',
  body: Message,
} as const;

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = route({
  POST: withUser(shape, ({ deps, runtime, user, request, body }) => {
    const read = statisticsOf({ deps, runtime });
    return answerMcp({ deps: read, user, appUrl: runtime.env.appUrl }, request, body);
  }),
});
