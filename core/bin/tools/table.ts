/** A table as tools print it: columns as wide as their cells, or `;` between them for scripts. */
export function table(rows: readonly (readonly string[])[], separator: '|' | ';'): string {
  const widths = rows[0]?.map((_, at) => Math.max(...rows.map((row) => row[at]?.length ?? 0))) ?? [];
  const line = (row: readonly string[]): string =>
    separator === ';'
      ? row.join(';')
      : row
          .map((cell, at) => cell.padEnd(widths[at] ?? 0))
          .join(separator)
          .trimEnd();
  return rows.map((row) => `${line(row)}\n`).join('');
}
