/** The request's id, in requests from our own proxy and in every answer. */
export const REQUEST_ID_HEADER = 'x-request-id';
