/** Reads RFC 4180 strictly: CRLF after every record, quotes doubled inside quoted fields, nothing after a closing quote. */
function readCsv(text: string): string[][] {
  const records: string[][] = [];
  let record: string[] = [];
  let at = 0;
  while (at < text.length) {
    const { field, next } = text[at] === '"' ? quoted(text, at) : plain(text, at);
    record.push(field);
    if (text[next] === ',') at = next + 1;
    else if (text.startsWith('\r\n', next)) {
      records.push(record);
      record = [];
      at = next + 2;
    } else
      throw new Error(`No field ends like this: ${JSON.stringify(text.slice(next, next + 20))} at ${next}`);
  }
  if (record.length > 0) throw new Error('The last record has no end.');
  return records;
}

function quoted(text: string, start: number): { field: string; next: number } {
  for (let from = start + 1; ; ) {
    const quote = text.indexOf('"', from);
    if (quote < 0) throw new Error(`The field at ${start} is never closed.`);
    if (text[quote + 1] === '"') from = quote + 2;
    else return { field: text.slice(start + 1, quote).replaceAll('""', '"'), next: quote + 1 };
  }
}

function plain(text: string, start: number): { field: string; next: number } {
  const length = /^[^",\r\n]*/.exec(text.slice(start, start + 1_000))?.[0].length ?? 0;
  return { field: text.slice(start, start + length), next: start + length };
}

/** The records after the first as objects, by the names in the first. */
export function readCsvTable(text: string): Record<string, string>[] {
  const [names = [], ...records] = readCsv(text);
  return records.map((record) => {
    if (record.length !== names.length)
      throw new Error(`A record has ${record.length} fields of ${names.length}.`);
    return Object.fromEntries(names.map((name, index) => [name, record[index] ?? '']));
  });
}
