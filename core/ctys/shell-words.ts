/** Words as a POSIX shell reads them, for text a person copies. Nothing here is executed. */

/** One word, quoted only where it must be. Control characters become `$'..'` escapes. */
export function quoteWord(word: string): string {
  if (/^[A-Za-z0-9_@%+=:,./-]+$/.test(word)) return word;
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
  if (!/[\x00-\x1f\x7f]/.test(word)) return `'${word.replaceAll("'", `'\\''`)}'`;
  const escaped = [...word].map((char) => {
    const code = char.codePointAt(0) ?? 0;
    if (code < 0x20 || code === 0x7f) return `\\x${code.toString(16).padStart(2, '0')}`;
    return char === "'" || char === '\\' ? `\\${char}` : char;
  });
  return `$'${escaped.join('')}'`;
}
