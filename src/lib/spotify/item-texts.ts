/**
 * The source text of each element of the top-level `items`, exactly as it was sent: numbers, escapes and the order of
 * keys survive. `json` must be valid JSON whose `items` is an array. Needs no stack, however deep the JSON is.
 */
export function itemTexts(json: string): string[] {
  let texts: string[] = [];
  let depth = 0;
  let lastString = '';
  let isInItems = false;
  let start = 0;
  const endItem = (end: number) => {
    const text = json.slice(start, end).trim();
    if (text !== '') texts.push(text);
    start = end + 1;
  };
  for (let at = 0; at < json.length; at++) {
    const char = json[at];
    if (char === '"') {
      const end = endOfString(json, at);
      if (depth === 1) lastString = json.slice(at, end + 1);
      at = end;
    } else if (char === '[' || char === '{') {
      depth += 1;
      if (depth === 2 && char === '[' && JSON.parse(lastString) === 'items') {
        // Of a key that occurs twice, the last counts, as in JSON.parse.
        texts = [];
        isInItems = true;
        start = at + 1;
      }
    } else if (char === ']' || char === '}') {
      if (isInItems && depth === 2) {
        endItem(at);
        isInItems = false;
      }
      depth -= 1;
    } else if (char === ',' && isInItems && depth === 2) endItem(at);
  }
  return texts;
}

/** The index of the closing quote of the string that opens at `from`. */
function endOfString(json: string, from: number): number {
  let at = from + 1;
  while (json[at] !== '"') at += json[at] === '\\' ? 2 : 1;
  return at;
}
