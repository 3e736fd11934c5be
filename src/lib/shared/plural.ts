const RULES = new Intl.PluralRules('en');

/** "play" for one, "plays" for any other number. */
export const plural = (value: number, one: string, many = `${one}s`): string =>
  RULES.select(value) === 'one' ? one : many;

const ORDINALS = new Intl.PluralRules('en', { type: 'ordinal' });
const ENDINGS: Partial<Record<Intl.LDMLPluralRule, string>> = { one: 'st', two: 'nd', few: 'rd' };

/** "10,000th": the number as the reader writes it, with its English ending. */
export const ordinal = (value: number, written: string): string =>
  `${written}${ENDINGS[ORDINALS.select(value)] ?? 'th'}`;
