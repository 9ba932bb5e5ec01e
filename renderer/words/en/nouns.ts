/** Things that are counted. */

export const nouns = {
  machine: { one: '# machine', other: '# machines' },
  file: { one: '# file', other: '# files' },
  host: { one: '# host', other: '# hosts' },
  guest: { one: '# guest', other: '# guests' },
  macro: { one: '# macro', other: '# macros' },
  special: { one: '# link or device', other: '# links or devices' },
  line: { one: '# line', other: '# lines' },
} as const;
