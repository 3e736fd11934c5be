/** Letters that equal plain ones in a search but do not decompose into them. */
const PLAIN: Readonly<Record<string, string>> = {
  ...{ ß: 'ss', æ: 'ae', œ: 'oe', ø: 'o', ł: 'l', đ: 'd', ð: 'd', þ: 'th', ı: 'i', ħ: 'h', ŧ: 't', ς: 'σ' },
};

/**
 * A name as the search compares it: lower case, without accents, one space between words. Stored names and search texts
 * are both normalised like this, so case and accents never matter. Accents are those of Latin, Greek and Cyrillic; the
 * marks of other scripts are letters and stay.
 */
export const searchName = (name: string): string =>
  name
    .replaceAll('\0', '')
    .toLowerCase()
    .normalize('NFKD')
    .replaceAll(/[\u0300-\u036f]/g, '')
    .normalize('NFC')
    .toLowerCase()
    .replaceAll(/[ßæœøłđðþıħŧς]/g, (letter) => PLAIN[letter] ?? letter)
    .replaceAll(/\s+/g, ' ')
    .trim();

/** The same row with its search name, as the tables of the catalogue store it. */
export const withSearchName = <T extends { name: string }>(row: T): T & { search_name: string } => ({
  ...row,
  search_name: searchName(row.name),
});
