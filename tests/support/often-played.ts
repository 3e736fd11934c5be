/**
 * What is played often has rows of its own, from a thousand plays on. The few plays of a test must be often, or nothing
 * would ever be tested: a statement that makes it so from `plays` on.
 */
export const oftenPlayedIs = (plays: number): string =>
  `CREATE OR REPLACE FUNCTION often_played() RETURNS int LANGUAGE sql IMMUTABLE AS $$ SELECT ${plays} $$`;
