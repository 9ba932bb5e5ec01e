/** A UUID as configurations, command lines and hosts have it; a machine-id is one without dashes (machine-id(5)). Pure. */

const UUID = /^[0-9a-f]{8}-?([0-9a-f]{4}-?){3}[0-9a-f]{12}$/i;

/** In lower case with dashes; the nil UUID says none, as QEMU has it. */
export function cleanUuid(text: string | undefined): string | undefined {
  if (text === undefined || !UUID.test(text) || /^[0-]*$/.test(text)) return undefined;
  const hex = text.replaceAll('-', '').toLowerCase();
  return [8, 12, 16, 20, 32].map((end, i, ends) => hex.slice(ends[i - 1] ?? 0, end)).join('-');
}
