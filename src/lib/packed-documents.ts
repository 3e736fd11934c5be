import { subscribe } from 'node:diagnostics_channel';
import type { OutgoingHttpHeader, ServerResponse } from 'node:http';

/**
 * Has Next pack the documents that routes answer, as it packs pages. It writes the type of a route's answer as a list of
 * one, which its own compression takes for none: https://github.com/vercel/next.js/issues/98007. Data stays as it is.
 */
export function packDocuments(): void {
  subscribe('http.server.request.start', (message) => {
    const { response } = message as { response: ServerResponse };
    const setHeader = response.setHeader.bind(response);
    response.setHeader = (name, value) => setHeader(name, plainType(name, value));
  });
}

function plainType(name: string, value: Parameters<ServerResponse['setHeader']>[1]): OutgoingHttpHeader {
  const [only] = name.toLowerCase() === 'content-type' && Array.isArray(value) ? value : [];
  return only?.startsWith('text/html') ? only : (value as OutgoingHttpHeader);
}
