/** No row has a larger key: it is an `integer` of the database. */
export const LARGEST_ID = 2 ** 31 - 1;
