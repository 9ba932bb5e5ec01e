/** UUIDs as hosts write them; a machine-id is one without dashes (machine-id(5)). */
export function uuidOf(text: string | undefined): string | undefined {
  const hex = text?.replaceAll('-', '').toLowerCase();
  if (hex === undefined || !/^[0-9a-f]{32}$/.test(hex) || /^0+$/.test(hex)) return undefined;
  return [8, 12, 16, 20, 32].map((end, i, ends) => hex.slice(ends[i - 1] ?? 0, end)).join('-');
}
