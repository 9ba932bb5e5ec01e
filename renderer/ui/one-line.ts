/** Labels come from hosts: control characters are shown as such, not obeyed. */
export const oneLine = (label: string): string =>
  label
    .slice(0, 300)
    .replace(/\p{Cc}/gu, (char) =>
      char === '\x7f' ? '␡' : String.fromCodePoint(0x2400 + ((char.codePointAt(0) ?? 0) % 0x20)),
    )
    .replace(/\p{Bidi_Control}/gu, '�');
