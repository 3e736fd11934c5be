/** The header with the request method, which pages cannot read; the proxy overwrites what the caller sent. */
export const METHOD_HEADER = 'x-request-method';
