/** The management controller of a host. */
import type { Words } from '../words.ts';

export const controller: Words['controller'] = {
  parts: {
    status: ['Zustand', 'Er sagt nichts über seinen Zustand.'],
    sensors: ['Sensoren', 'Er hat keine Sensoren.'],
    events: ['Ereignisse', 'Sein Protokoll ist leer.'],
    inventory: ['Teile und Firmware', 'Er nennt keine Teile.'],
  },
  boot: {
    none: 'wie immer',
    pxe: 'aus dem Netz',
    disk: 'von der Platte',
    cdrom: 'von CD oder DVD',
    bios: 'ins Setup',
    usb: 'von USB',
  },
  title: (host: string) => `Verwaltungscontroller von ${host}`,
  tells: 'Was er berichtet',
  again: 'Noch einmal fragen',
  asking: 'Der Controller wird gefragt…',
  telling: 'Der Controller wird angewiesen…',
  busy: 'Er wird gerade angewiesen.',
  willBoot: (how: string) => `Beim nächsten Mal startet er ${how}.`,
  bootNext: 'Beim nächsten Mal starten',
  set: 'Setzen',
  light: 'Leuchte',
  lightOn: 'Seine Leuchte ist zwei Minuten an.',
  on: 'An',
  lightOut: 'Seine Leuchte ist aus.',
  out: 'Aus',
};
