import { problemResponse } from '@/middleware/answer';
import { requestIdOf } from '@/middleware/request-id';
import type { RouteHandler } from '@/middleware/route';

type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

/**
 * Handlers for the methods that a route does not take: 405 with `Allow`, as a problem document. Take from the result the
 * methods that the route does not export itself.
 */
export function onlyAllows(...allowed: Method[]): Record<Method, RouteHandler> {
  const refuse: RouteHandler = async (request) => {
    const allow = allowed.join(', ');
    const response = problemResponse({
      problem: {
        type: 'about:blank',
        title: 'Method not allowed',
        status: 405,
        detail: `This address takes ${allow} only.`,
        code: 'METHOD_NOT_ALLOWED',
        requestId: requestIdOf(request.headers),
      },
    });
    response.headers.set('allow', allow);
    return response;
  };
  return { GET: refuse, POST: refuse, PUT: refuse, PATCH: refuse, DELETE: refuse };
}
