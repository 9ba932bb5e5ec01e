import { plural } from '../forms.ts';
import { VERB_WORDS } from '../told/de/forms.ts';
import type { Words } from '../words.ts';

export const common: Words['common'] = {
  close: 'Schließen',
  copy: 'Kopieren',
  name: 'Name',
  remove: 'Entfernen…',
  removeIt: (name: string) => `${name} entfernen`,
  removeAsk: (name: string) => `${name} entfernen?`,
  run: 'Ausführen',
  runAgain: 'Noch einmal ausführen',
  plan: 'Plan',
  save: 'Speichern',
  stop: 'Beenden',
  done: 'Fertig',
  undo: 'Rückgängig',
  none: 'Keine',
  refresh: 'Neu abfragen',
  why: 'Warum…',
  more: (count: number) => `und ${count} weitere`,
  machines: 'Maschinen',
  thisMachine: 'diesem Rechner',
  copied: 'Kopiert',
  noCopying: 'Der Browser erlaubt das Kopieren hier nicht.',
  noReading: 'Der Browser erlaubt hier nicht, die Zwischenablage zu lesen.',
  cancel: 'Abbrechen',
  dismiss: 'Ausblenden',
  retry: 'Erneut',
  log: 'Protokoll',
  copyCall: 'Aufruf kopieren',
};

export const failures: Words['failures'] = {
  hide: 'Einzelheiten verbergen',
  show: 'Einzelheiten zeigen',
  known: 'Bisher bekannt',
  offered: 'Jetzt angeboten',
  compare:
    'Diesem Host wurde nichts gesendet. Vergleichen Sie den angebotenen Fingerabdruck mit dem Host selbst, an seiner eigenen Konsole: Nur wenn beide gleich sind, den alten Schlüssel entfernen und noch einmal versuchen.',
  place: 'Der alte Schlüssel steht hier:',
  copyBoth: 'Beide kopieren',
  fewer: 'Weniger zeigen',
  more: (count) => `${count} weitere zeigen`,
};

export const jobs: Words['jobs'] = {
  none: 'Noch keine Aufträge. Was Sie starten, erscheint hier.',
  again: 'Noch einmal ausführen',
  abort: 'Abbrechen',
  noLog: 'Keine Zeilen im Protokoll.',
  done: (what, took) => `${what}: fertig in ${took}`,
  stopped: (what, took) => `${what}: nach ${took} abgebrochen`,
  failed: (what, why) => `Fehlgeschlagen: ${what}. ${why}`,
  noReason: 'kein Grund genannt.',
  allDone: (count) => plural('de', count, { one: '# Schritt fertig', other: 'Alle # Schritte fertig' }),
  undone: (undone, all, path, why) => `${undone} von ${all} Schritten nicht fertig: ${path}: ${why}`,
  states: {
    queued: 'wartet',
    running: 'läuft',
    done: 'fertig',
    failed: 'fehlgeschlagen',
    aborted: 'abgebrochen',
  },
};

export const prompts: Words['prompts'] = {
  more: (count) => plural('de', count, { one: 'danach # weitere', other: 'danach # weitere' }),
  compare:
    'Vergleichen Sie den Fingerabdruck mit dem Host selbst, an seiner eigenen Konsole. Ist der Schlüssel einmal anerkannt, wird ein anderer abgewiesen.',
  hostKey: (host) => `Ist das ${host}?`,
  trust: (host) => `${host} ab jetzt vertrauen`,
  noConnect: 'Nicht verbinden',
  rights: (host) => `Rechte auf ${host}`,
  sudo: 'sudo verwenden',
  without: 'Ohne weitermachen',
  key: 'Schlüssel entsperren',
  unlock: 'Entsperren',
  noKey: 'Diesen Schlüssel nicht verwenden',
  screen: (host) => `Bildschirm auf ${host}`,
  connect: 'Verbinden',
  login: (host) => `Bei ${host} anmelden`,
  loginYes: 'Anmelden',
  loginNo: 'Nicht anmelden',
};

export const verbs: Words['verbs'] = {
  init: 'Runlevel wechseln',
  short: (verb) => VERB_WORDS[verb],
  create: 'anlegen',
  act: (verb, _word, target) => {
    if (verb === 'connect') return `Konsole von ${target} öffnen`;
    return verb === 'init' ? `Runlevel von ${target} wechseln` : `${target} ${VERB_WORDS[verb]}`;
  },
  created: (name) => `${name} anlegen`,
};
