/** The management controller of a host. */

export const controller = {
  parts: {
    status: ['Status', 'It tells nothing of its state.'],
    sensors: ['Sensors', 'It has no sensors.'],
    events: ['Event log', 'Its log is empty.'],
    inventory: ['Parts and firmware', 'It tells of no parts.'],
  },
  boot: {
    none: 'as ever',
    pxe: 'from the network',
    disk: 'from its disk',
    cdrom: 'from CD or DVD',
    bios: 'into its setup',
    usb: 'from USB',
  },
  title: (host: string) => `Management controller of ${host}`,
  tells: 'What it tells',
  again: 'Ask again',
  asking: 'Asking the controller…',
  telling: 'Telling the controller…',
  busy: 'It is being told something.',
  willBoot: (how: string) => `The next time it boots ${how}.`,
  bootNext: 'Boot the next time',
  set: 'Set',
  light: 'Light',
  lightOn: 'Its light is on for two minutes.',
  on: 'On',
  lightOut: 'Its light is out.',
  out: 'Out',
} as const;
