/** Lines of a script's output: a mark, a blank, a value. Pure. */

export const first = (lines: readonly string[], mark: string): string | undefined => {
  const text = lines
    .find((line) => line.startsWith(`${mark} `))
    ?.slice(mark.length + 1)
    .trim();
  return text === undefined || text === '' ? undefined : text;
};

export const number = (text: string | undefined): number | undefined => {
  const value = Number(text?.trim().split(/\s+/)[0]);
  return text !== undefined && text.trim() !== '' && Number.isFinite(value) ? value : undefined;
};

/** `/proc/meminfo` line in bytes. */
export const meminfo = (lines: readonly string[], key: string): number | undefined => {
  const kib = number(lines.find((line) => line.startsWith(`${key}:`))?.slice(key.length + 1));
  return kib === undefined ? undefined : kib * 1024;
};

export const unquote = (text: string): string => text.replace(/^"(.*)"$/, '$1');

/** The values of all lines of a mark. */
export const marked = (lines: readonly string[], mark: string): readonly string[] =>
  lines.flatMap((line) => (line.startsWith(`${mark} `) ? [line.slice(mark.length + 1)] : []));

// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is replaced
const CONTROL = /[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]/g;
const MOST = 300;

/** Text from the host as it may be shown: nothing in it that a terminal obeys, and not endless. */
export const plain = (text: string): string => text.replace(CONTROL, '\ufffd').trim().slice(0, MOST);
