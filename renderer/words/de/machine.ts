/** What can be done to a machine. */
import type { Words } from '../words.ts';

export const machine: Words['machine'] = {
  newName: (name: string) => `Neuer Name von ${name}`,
  noName: 'Buchstaben, Ziffern und - _ . +, am Anfang ein Buchstabe oder eine Ziffer.',
  noConsole: (machine: string) => `${machine} bietet keine Konsole an.`,
  noFavourite: 'Kein Favorit',
  newGuest: 'Neuer Gast…',
  controller: 'Verwaltungscontroller…',
  emptyIt: (host: string) => `Alle Gäste von ${host} herunterfahren`,
  emptyHost: 'Alle Gäste herunterfahren…',
  inViewer: 'In eigenem Betrachter öffnen',
  inTerminal: (console: string) => `${console} in eigenem Terminal öffnen`,
  openConsole: (console: string) => `${console} öffnen`,
  withFreeRdp: 'Mit FreeRDP öffnen',
  noCall:
    'Hier steht der Aufruf für die nächste Aktion der gewählten Maschine. Einen eingeben mit e oder Strg+L.',
  call: 'Aufruf',
  planHint: 'Was es täte, Schritt für Schritt',
  offPath: (way: string, ways: string) => `Es geht nicht ${way}, sondern ${ways}.`,
  path: 'Weg',
  best: 'Bester',
  sensors: 'Sensoren, Protokoll, Teile…',
  paths: { SSH: 'SSH', WOL: 'WoL', BMC: 'Controller' },
  pathHow: {
    SSH: 'durch das eigene System, über SSH',
    WOL: 'durch ein Magic Packet',
    BMC: 'durch den Verwaltungscontroller',
  },
  warnings: {
    shutdown: (seconds: number) =>
      `Das System wird gebeten herunterzufahren. Was nach ${seconds} s nicht beendet ist, wird ausgeschaltet.`,
    poweroff: 'Der Strom wird sofort abgeschaltet. Was nicht auf der Platte steht, ist verloren.',
    reboot: 'Das System wird gebeten, neu zu starten. Seine Benutzer werden getrennt.',
    reset:
      'Die Maschine startet sofort neu, wie durch ihren Reset-Knopf. Was nicht auf der Platte steht, ist verloren.',
    init: 'Das System wird gebeten, den Runlevel zu wechseln.',
  },
};
