/** The side bar. */

export const sidebar = {
  views: { all: 'All', running: 'Running', off: 'Off', lost: 'Lost', drift: 'Differences' },
  nav: 'Views and hosts',
  viewsTitle: 'Views',
  calls: 'Calls',
  groups: 'Groups',
  hosts: 'Hosts',
  removeHost: 'Remove from the inventory…',
  notInFile: 'It does not stand in the hosts file.',
  removeText: 'It leaves the hosts file and this window. Nothing happens to the host or its guests.',
} as const;
