/** The address of a route as the queue calls and signs it, without a double slash. */
export function destinationUrl(baseUrl: string, path: string): string {
  return `${baseUrl.replace(/\/+$/, '')}${path}`;
}
