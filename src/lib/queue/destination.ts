/** The address of a route as the queue calls and signs it: no slash too many, whatever the base ends with. */
export function destinationUrl(baseUrl: string, path: string): string {
  return `${baseUrl.replace(/\/+$/, '')}${path}`;
}
