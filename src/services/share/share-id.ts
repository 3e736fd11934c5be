import { randomInt } from 'node:crypto';

const ALPHABET = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
const LENGTH = 12;

/** The shape of an id; anything else is refused without a query. */
export const SHARE_ID = /^[0-9A-Za-z]{12}$/;

/**
 * Twelve characters out of 62, 71 bits: it cannot be guessed.
 * @param draw a uniform whole number in [0, below), from a cryptographic source.
 */
export const createShareId = (draw: (below: number) => number = randomInt): string =>
  Array.from({ length: LENGTH }, () => ALPHABET.charAt(draw(ALPHABET.length))).join('');
