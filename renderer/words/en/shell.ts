/** The window around its parts. */

export const shell = {
  sidebarWidth: 'Width of the side bar',
  detailsWidth: 'Width of the details',
  tableHeight: 'Height of the table',
  connectionLost: 'The connection to the ctys core is lost.',
  waitForCore: 'Wait until the window has reconnected.',
  coreSilent: 'The core does not answer.',
  preview: 'Its screen a moment ago',
} as const;
