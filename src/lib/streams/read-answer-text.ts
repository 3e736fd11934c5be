import { readAtMost } from './read-at-most';

/** The longest real answer, Spotify's page of 50 plays, has less than half a megabyte. One absurd text still costs no other item. */
export const ANSWER_BYTES = 32_000_000;

/** The text of an API's answer; null when it is longer than `ANSWER_BYTES`: the rest is not read. */
export async function readAnswerText(response: Response): Promise<string | null> {
  const body = await readAtMost(response, ANSWER_BYTES);
  return body && new TextDecoder().decode(body);
}
