import { listed, plural } from '../forms.ts';

/** Files that go through a terminal (ZMODEM). */
export const transfers = {
  offers: (label: string) => `${label} wants to send files here (ZMODEM).`,
  waits: (label: string) => `${label} waits for files from here (ZMODEM).`,
  ignore: 'Ignore',
  ignoreHint: 'It only looks like a transfer: nothing is answered',
  refuse: 'Refuse',
  receive: 'Receive',
  choose: 'Choose files…',
  take: (name: string, size: string) => `Take ${name} (${size}) into the downloads?`,
  noSize: 'size not told',
  takeIt: 'Take',
  takeAll: 'Take all',
  leave: 'Leave out',
  begins: 'It begins…',
  progress: 'Progress of the file',
  of: (bytes: string, size: string) => `${bytes} of ${size}`,
  received: (files: number, label: string) =>
    `${plural('en', files, { one: '# file', other: '# files' })} received from ${label}`,
  sent: (files: number, label: string) =>
    `${plural('en', files, { one: '# file', other: '# files' })} sent to ${label}`,
  left: (names: Iterable<string>) => `Not wanted there, or there already: ${listed('en', names)}`,
  broken: (label: string, outcome: 'cancelled' | 'failed') =>
    outcome === 'cancelled'
      ? `The transfer with ${label} was cancelled.`
      : `The transfer with ${label} broke off.`,
} as const;
