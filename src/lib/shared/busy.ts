/** The digest of an error that passes: a page that meets it is read again by itself. */
export const BUSY_DIGEST = 'BUSY';

/** After how many seconds a page is read again. */
export const RETRY_AFTER_S = 5;
