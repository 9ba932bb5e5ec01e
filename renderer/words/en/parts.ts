import type { Verb } from '../../../core/model/verb.ts';
import { plural } from '../forms.ts';

export const common = {
  close: 'Close',
  copy: 'Copy',
  name: 'Name',
  remove: 'Remove…',
  removeIt: (name: string) => `Remove ${name}`,
  removeAsk: (name: string) => `Remove ${name}?`,
  run: 'Run',
  runAgain: 'Run again',
  plan: 'Plan',
  save: 'Save',
  stop: 'Stop',
  done: 'Done',
  undo: 'Undo',
  none: 'None',
  refresh: 'Refresh',
  why: 'Why…',
  more: (count: number) => `and ${count} more`,
  machines: 'Machines',
  thisMachine: 'this machine',
  copied: 'Copied',
  noCopying: 'The browser does not allow copying here.',
  noReading: 'The browser does not allow reading the clipboard here.',
  cancel: 'Cancel',
  dismiss: 'Dismiss',
  retry: 'Retry',
  log: 'Log',
  copyCall: 'Copy the call',
} as const;

export const failures = {
  hide: 'Hide details',
  show: 'Show details',
  known: 'Known until now',
  offered: 'Offered now',
  compare:
    'Nothing was sent to this host. Compare the offered fingerprint with the host itself, at its own console: only when they agree, remove the old key and retry.',
  place: 'The old key stands here:',
  copyBoth: 'Copy both',
  fewer: 'Show fewer',
  more: (count: number) => `Show ${count} more`,
} as const;

export const jobs = {
  none: 'No jobs yet. What you start appears here.',
  again: 'Run again',
  abort: 'Abort',
  noLog: 'No log lines.',
  done: (what: string, took: string) => `${what}: done in ${took}`,
  stopped: (what: string, took: string) => `${what}: stopped after ${took}`,
  failed: (what: string, why: string) => `${what} failed: ${why}`,
  noReason: 'no reason given.',
  allDone: (count: number) => plural('en', count, { one: '# step done', other: 'All # steps done' }),
  undone: (undone: number, all: number, path: string, why: string) =>
    `${undone} of ${all} steps not done: ${path}: ${why}`,
  states: { queued: 'queued', running: 'running', done: 'done', failed: 'failed', aborted: 'aborted' },
} as const;

export const prompts = {
  more: (count: number) => plural('en', count, { one: '# more after this', other: '# more after this' }),
  compare:
    'Compare the fingerprint with the host itself, at its own console. Once trusted, a different key is refused.',
  hostKey: (host: string) => `Is this ${host}?`,
  trust: (host: string) => `Trust ${host} from now on`,
  noConnect: 'Do not connect',
  rights: (host: string) => `Rights on ${host}`,
  sudo: 'Use sudo',
  without: 'Go on without',
  key: 'Unlock the key',
  unlock: 'Unlock',
  noKey: 'Do not use this key',
  screen: (host: string) => `Screen on ${host}`,
  connect: 'Connect',
  login: (host: string) => `Log in to ${host}`,
  loginYes: 'Log in',
  loginNo: 'Do not log in',
} as const;

export const verbs = {
  init: 'Change run level',
  /** As plans and jobs name it in one word. */
  short: (verb: Verb): string => verb,
  create: 'create',
  /** `Power off tst100`: what a button is about to do, and to what. */
  act: (_verb: Verb, word: string, target: string) => `${word} ${target}`,
  created: (name: string) => `Create ${name}`,
} as const;
