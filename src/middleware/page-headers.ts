/** Headers of a request for a page that the proxy sets, whatever the caller sent: pages have no other way to know. */

/** The page's own path and query. */
export const PAGE_ADDRESS_HEADER = 'x-page-address';
export const METHOD_HEADER = 'x-request-method';
/** What the security policy asks of the page's scripts. */
export const NONCE_HEADER = 'x-nonce';
