type Cell = string | number | Date | null;

/** Rows under headings, in columns; numbers to the right. Times are UTC to the second, null is a dash. */
export function table(headings: readonly string[], rows: readonly (readonly Cell[])[]): string {
  const texts = rows.map((row) => row.map(cellText));
  const widths = headings.map((heading, column) =>
    Math.max(heading.length, ...texts.map((row) => row[column]?.length ?? 0)),
  );
  const isNumber = headings.map((_, column) => rows.every((row) => typeof row[column] === 'number'));
  const line = (cells: readonly string[]) =>
    cells
      .map((cell, column) =>
        isNumber[column] ? cell.padStart(widths[column] ?? 0) : cell.padEnd(widths[column] ?? 0),
      )
      .join('  ')
      .trimEnd();
  return [line(headings), ...texts.map(line)].join('\n');
}

function cellText(cell: Cell): string {
  if (cell === null) return '-';
  if (cell instanceof Date) return cell.toISOString().replace(/\.\d+Z$/, 'Z');
  if (typeof cell === 'number') return cell.toLocaleString('en-US');
  // A name may hold anything; a terminal must not obey it.
  return cell.replaceAll(/\p{Cc}+/gu, ' ');
}
