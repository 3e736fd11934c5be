/** The header with a page's own path and query, set by the proxy. Layouts have no other way to get them. */
export const PAGE_ADDRESS_HEADER = 'x-page-address';
