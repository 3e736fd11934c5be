import { AppError } from '@/lib/app-error';
import { parseJson } from '@/lib/streams/parse-json';
import { readAtMost } from '@/lib/streams/read-at-most';

/** The raw body, at most `maxBytes` long; never holds more than that in memory. */
export async function readBody(request: Request, maxBytes: number): Promise<string> {
  const body = await readAtMost(request, maxBytes);
  if (body === null) throw new AppError('BAD_REQUEST', `The body is longer than ${maxBytes} bytes.`);
  return body.toString('utf8');
}

/** The fields of a form that was sent without a script, or JSON. */
export const parseBody = (request: Request, text: string): unknown =>
  isForm(request) ? Object.fromEntries(new URLSearchParams(text)) : parseJsonBody(text);

/** Whether a plain form was sent, whose sender expects a page, not JSON. */
export const isForm = ({ headers }: Pick<Request, 'headers'>): boolean =>
  headers.get('content-type')?.split(';')[0]?.trim() === 'application/x-www-form-urlencoded';

/** An empty body counts as `{}`. */
export function parseJsonBody(text: string): unknown {
  const body = text === '' ? {} : parseJson(text);
  if (body === undefined) throw new AppError('BAD_REQUEST', 'The body is not valid JSON.');
  return body;
}
