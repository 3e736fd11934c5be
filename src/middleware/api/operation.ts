import { z } from 'zod';
import { HTTP_STATUS } from '@/lib/app-error';
import { Problem, TITLE } from '@/lib/error-handler';
import type { Access, AnswerShape, DescribedRoute } from '@/middleware/route';

const PROBLEM = 'application/problem+json';

/** By status, then by media type; the schema is null for what is no JSON of ours. No media types: no body. */
export type Answers = Map<number, Map<string, z.ZodType | null>>;

const ERRORS_OF: Record<Access, readonly number[]> = {
  public: [429],
  user: [401, 403, 429],
  queue: [400, 401, 403],
};
/** The database may be away, and a server may have faults. */
const ERRORS_OF_ALL = [500, 503];

/** Everything that a route may answer to a method: what it declares, and the problem documents of its kind. */
export function answersOf({ shape, access }: DescribedRoute): Answers {
  const answers: Answers = new Map(
    Object.entries(shape.answers).map(([status, answer]) => [Number(status), bodies(answer)]),
  );
  const takesInput = shape.query ?? shape.body ?? shape.params ?? shape.upload;
  const errors = [
    ...ERRORS_OF[access],
    ...(takesInput ? [400] : []),
    ...(shape.errors ?? []),
    ...ERRORS_OF_ALL,
  ];
  for (const status of errors.sort())
    answers.set(status, new Map([...(answers.get(status) ?? []), [PROBLEM, Problem]]));
  return answers;
}

function bodies(answer: AnswerShape): Map<string, z.ZodType | null> {
  if (answer === null) return new Map();
  if (answer instanceof z.ZodType) return new Map([['application/json', answer]]);
  return new Map(Object.entries(answer));
}

const OWN_LABELS: Record<number, string> = {
  200: 'Done',
  201: 'Created',
  202: 'Accepted; continues in the background',
  204: 'Done; the answer has no body',
  302: 'Redirects to another page',
  303: 'Redirects a plain form to a page',
  406: 'Accept must name application/json and text/event-stream',
  415: 'The body must be application/json',
  304: 'Unchanged since the version that the caller has (If-None-Match)',
};

/** What a status means, in few words. */
export function statusLabel(status: number): string {
  const code = Object.entries(HTTP_STATUS).find(([, value]) => value === status)?.[0];
  return OWN_LABELS[status] ?? TITLE[code as keyof typeof TITLE];
}
