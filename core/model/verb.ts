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
  'rename',
] as const;

export type Verb = (typeof VERBS)[number];

const STOPS: ReadonlySet<Verb> = new Set([
  'shutdown',
  'poweroff',
  'reboot',
  'reset',
  'pause',
  'suspend',
  'init',
]);

/** What a machine does afterwards no longer, or not without a break: what it carries is concerned. */
export const isStop = (verb: Verb): boolean => STOPS.has(verb);
