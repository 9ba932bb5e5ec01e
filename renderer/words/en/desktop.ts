/** Tray, messages of the system, and what is told of the product itself. Read by the desktop application, too. */
import { listed, plural } from '../forms.ts';

const count = (one: string, other: string) => (number: number) => plural('en', number, { one, other });
const some = (names: readonly string[], all: number): string =>
  listed('en', all > names.length ? [...names, `${all - names.length} more`] : names);

export const desktop = {
  /** What the core tells. */
  told: (text: string) => text,
  tray: {
    well: 'All is well',
    running: count('# job running', '# jobs running'),
    crashed: count('# guest crashed', '# guests crashed'),
    lost: count('# host lost', '# hosts lost'),
    failed: count('# job failed', '# jobs failed'),
    open: 'Show ctys',
    palette: 'Commands and calls…',
    favourites: 'Favourites',
    noFavourites: 'Machines marked with f stand here',
    recent: 'Used last',
    calls: 'Saved calls',
    asleep: 'Wake',
    console: 'Console',
    notThere: 'What is to be shown is not there any more.',
    show: 'Show in the table',
    start: 'Start',
    resume: 'Resume',
    unpause: 'Continue',
    wake: 'Wake',
    shutdown: 'Shut down',
    quit: 'Quit ctys',
  },
  news: {
    crashed: count('A guest crashed', '# guests crashed'),
    vanished: count('A guest is not running any more', '# guests are not running any more'),
    lost: count('A host is lost', '# hosts are lost'),
    back: count('A host is back', '# hosts are back'),
    failed: count('A job failed', '# jobs failed'),
    done: count('A job is done', '# jobs are done'),
    about: some,
  },
  crash: {
    title: 'The window of ctys ended unexpectedly, again and again.',
    text: 'Jobs and connections go on. A report can be saved in the window: Report a problem.',
    again: 'Show it again',
    quit: 'Quit ctys',
    hangs: 'The window of ctys does not answer.',
    wait: 'Wait',
  },
  update: {
    ready: (version: string) => `ctys ${version} is ready`,
    readyText: 'It is installed when ctys ends.',
    there: (version: string) => `ctys ${version} is there`,
    thereText: 'It is not installed by itself here, where no signature can be checked.',
  },
  about: {
    title: 'About ctys',
    versions: 'Versions',
    licence: 'Licence',
    licences: 'Software in it',
    licencesHelp: (all: number) =>
      plural('en', all, { one: '# package.', other: '# packages, with their licences.' }),
    chromium: 'Electron and Chromium bring their own list, LICENSES.chromium.html, beside the program.',
    none: 'The list is made when the product is built.',
    search: 'Search packages',
    close: 'Close',
    report: 'Report a problem…',
    copy: 'Copy versions',
  },
  report: {
    title: 'Report a problem',
    help: 'Nothing is sent. Read it, change what you like, and save it. Passwords and keys are taken out already; names of hosts are not.',
    text: 'Report',
    save: 'Save…',
    cancel: 'Close',
    making: 'It is being made…',
  },
} as const;
