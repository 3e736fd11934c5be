const RULES = new Intl.PluralRules('en');

/** "play" for one, "plays" for any other number. */
export const plural = (value: number, one: string, many = `${one}s`): string =>
  RULES.select(value) === 'one' ? one : many;
