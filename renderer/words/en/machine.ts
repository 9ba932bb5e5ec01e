/** What can be done to a machine. */

export const machine = {
  newName: (name: string) => `New name of ${name}`,
  noName: 'Letters, digits and - _ . +, a letter or digit first.',
  noConsole: (machine: string) => `${machine} offers no console.`,
  noFavourite: 'No favourite',
  newGuest: 'New guest…',
  controller: 'Management controller…',
  emptyIt: (host: string) => `Shut down all guests of ${host}`,
  emptyHost: 'Shut down all its guests…',
  inViewer: 'Open in a viewer of its own',
  inTerminal: (console: string) => `Open ${console} in a terminal of its own`,
  openConsole: (console: string) => `Open ${console}`,
  withFreeRdp: 'Open with FreeRDP',
  noCall: 'The call of the chosen machine’s next action stands here. Type one with e or Ctrl+L.',
  call: 'Call',
  planHint: 'What it would do, step by step',
  offPath: (way: string, ways: string) => `It does not go ${way}, but ${ways}.`,
  path: 'Path',
  best: 'Best',
  sensors: 'Sensors, log, parts…',
  paths: { SSH: 'SSH', WOL: 'WoL', BMC: 'Controller' },
  pathHow: {
    SSH: 'by its own system, over SSH',
    WOL: 'by a magic packet',
    BMC: 'by its management controller',
  },
  warnings: {
    shutdown: (seconds: number) =>
      `The system is asked to shut down. What has not ended after ${seconds} s is powered off.`,
    poweroff: 'The power is cut at once. Whatever is not on disk is lost.',
    reboot: 'The system is asked to restart. Its users are disconnected.',
    reset: 'The machine restarts at once, as by its reset button. Whatever is not on disk is lost.',
    init: 'The system is asked to change its run level.',
  },
} as const;
