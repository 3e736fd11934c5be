interface ShareTableProps {
  caption: string;
  columns: string[];
  /** The first cell of each names the row, and is different in each. */
  rows: string[][];
}

/** The figures of a chart, folded behind it. */
export function ShareTable({ caption, columns, rows }: ShareTableProps) {
  return (
    <details>
      <summary>
        As a table<span className="unseen">: {caption}</span>
      </summary>
      <div className="scroll">
        <table>
          <caption className="unseen">{caption}</caption>
          <thead>
            <tr>
              {columns.map((column) => (
                <th key={column} scope="col">
                  {column}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map(([name = '', ...cells]) => (
              <tr key={name}>
                <th scope="row">{name}</th>
                {cells.map((cell, index) => (
                  <td key={columns[index + 1]}>{cell}</td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </details>
  );
}
