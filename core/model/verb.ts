/** What can be done to a machine. */
export const VERBS = [
  'start',
  'connect',
  'resume',
  'wake',
  'shutdown',
  'poweroff',
  'reboot',
  'reset',
  'pause',
  'unpause',
  'suspend',
  'init',
] as const;

export type Verb = (typeof VERBS)[number];
