/** Plans, before and while they run. */
import type { Verb } from '../../../core/model/verb.ts';

export const plans = {
  ways: {
    ssh: 'over SSH',
    hypervisor: 'by its hypervisor',
    force: 'by force',
    packet: 'by a magic packet',
    controller: 'by its controller',
  },
  /** A step in one line; `name` is a machine's new one. */
  step: (verb: Verb, path: string, name?: string) =>
    `${verb} ${path}${name === undefined ? '' : ` to ${name}`}`,
  afterwards: '; then ',
  until: (host: string) => `until ${host} answers`,
  atOnce: 'At a time on each host',
  asGood: 'As many as are good for it',
  leftOut: (machines: string) => `${machines} left out`,
  begun: 'It is being begun.',
  nothing: 'There is nothing to do.',
  notYet: (told: string) => `Nothing has been done yet.${told}`,
  countdown:
    ' The users of a host are told before it ends; until its countdown is over it can be stopped here.',
  stop: 'Stop',
  retryFailed: (count: number) => `Retry what failed (${count})`,
  background: 'Go on in the background',
  stepsDone: (done: number, all: number) => `${done} of ${all} steps done`,
  allDone: 'All is done.',
  someNot: (done: string, count: number) => `${done}; ${count} not.`,
} as const;
