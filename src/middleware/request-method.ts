/** Pages are not told how they are asked; the proxy sets it, over whatever the caller said. */
export const METHOD_HEADER = 'x-request-method';
