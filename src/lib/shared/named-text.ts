/** A sentence with names of people or of music in it: pages keep each apart from the direction of the words around it. */
export type NamedText = readonly (string | { name: string })[];

/** "Ann, Bob" */
export const namesText = (names: readonly string[]): NamedText =>
  names.flatMap((name, index) => (index === 0 ? [{ name }] : [', ', { name }]));

/** Where there is no markup: a tab's title, a picture, a label. */
export const plainText = (text: NamedText): string =>
  text.map((part) => (typeof part === 'string' ? part : part.name)).join('');
