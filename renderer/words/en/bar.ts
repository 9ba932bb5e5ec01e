import { plural } from '../forms.ts';

/** The bar at the top. */
export const bar = {
  addHosts: 'Add hosts, begin sessions',
  addHost: 'Add a host…',
  importHosts: 'Import hosts…',
  columns: 'Columns and groups',
  sources: 'What is told of machines',
  all: 'All',
  allHint: 'Every machine that is known',
  list: 'Running',
  listHint: 'What runs: ctys -a list',
  enumerate: 'Configured',
  enumerateHint: 'What is stored: ctys -a enumerate',
  machines: (count: number) => plural('en', count, { one: '# machine', other: '# machines' }),
  some: (shown: string, all: string) => `${shown} of ${all}`,
  selected: (text: string, count: number) => `${text}, ${count} selected`,
  reconnecting: 'Reconnecting to the core',
  silent: 'The core does not answer yet',
  lost: (count: number) => plural('en', count, { one: '# host lost', other: '# hosts lost' }),
  unread: (count: number) =>
    plural('en', count, { one: 'Messages: # failure not read', other: 'Messages: # failures not read' }),
  noMessages: 'Nothing has failed, and nothing waits for an answer.',
  forgetMessages: 'Clear',
  running: (count: number) => plural('en', count, { one: '# job', other: '# jobs' }),
} as const;
