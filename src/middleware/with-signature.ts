import type { z } from 'zod';
import { AppError } from '@/lib/app-error';
import { invalidInput } from '@/lib/error-handler';
import type { VerifiedMessage } from '@/lib/queue/verify-signature';
import { handleRequest, type RequestContext } from '@/middleware/handle-request';
import { parseJsonBody, readBody } from '@/middleware/request-body';
import type { DescribedRoute, RouteHandler, RouteShape } from '@/middleware/route';
import { requireMigrated } from '@/services/operations/require-migrated';

// QStash's own limit for a message is 1 MB on the smallest plan.
const MAX_MESSAGE_BYTES = 1_000_000;

/**
 * A route that only the queue may call. The signature is checked over the exact body and this route's own address;
 * nothing runs, and nothing is parsed, before that. A failed message may be delivered again; a successful one may not. While
 * migrations are missing, no message is handled.
 * @param path the route's own path, as messages to it are signed.
 */
export function withSignature<B extends z.ZodType>(
  path: `/api/${string}`,
  { body: schema, ...rest }: RouteShape<z.ZodType, B> & { body: B },
  handler: (context: RequestContext & { body: z.output<B> }) => unknown,
): DescribedRoute {
  const route: RouteHandler = async (request) => {
    const answer = await handleRequest(request, (context) =>
      // A batch makes many short calls to the key-value store; the 300 ms of other requests are not enough for it.
      context.runtime.storeGuard.withoutLimit(async () => {
        const message = await requireSignature(path, context);
        try {
          await requireMigrated(context.deps);
          const parsed = schema.safeParse(parseJsonBody(message.body));
          if (!parsed.success) throw invalidInput(parsed.error, 'body');
          const result = await handler({ ...context, body: parsed.data });
          await message.done();
          return result;
        } catch (error) {
          await message.release();
          throw error;
        }
      }),
    );
    // QStash would take it in place of its back-off, and spend all its retries within a short outage.
    answer.headers.delete('retry-after');
    return answer;
  };
  return Object.assign(route, { shape: { body: schema, ...rest }, access: 'queue' as const });
}

async function requireSignature(
  path: string,
  { request, deps, runtime }: RequestContext,
): Promise<VerifiedMessage> {
  const body = await readBody(request, MAX_MESSAGE_BYTES);
  const verified = await runtime.signatures.verify({ path, body, headers: request.headers });
  if (verified.ok) return verified.value;
  const { status, reason, message } = verified.error;
  deps.logger.warn({ reason }, `queue message rejected: ${message}`);
  throw status === 401
    ? new AppError(
        'UNAUTHORIZED',
        'This route accepts messages from the queue only; the signature is missing or wrong.',
      )
    : new AppError(
        'FORBIDDEN',
        'The signature is not meant for this route, or the message was accepted before.',
      );
}
