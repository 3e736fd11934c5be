/** Tells a page its own address, path and query, as the proxy saw it. Layouts have no other way to know. */
export const PAGE_ADDRESS_HEADER = 'x-page-address';
