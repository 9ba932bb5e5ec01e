/** States and verbs of machines as they stand in a German sentence. A word that is none of them stays as it is. */
import { MACHINE_STATES, type MachineState } from '../../../../core/model/machine.ts';
import { type Verb, VERBS } from '../../../../core/model/verb.ts';
import type { Forms } from '../../told.ts';

/** `Zustand: aus` */
export const STATE_WORDS: Readonly<Record<MachineState, string>> = {
  running: 'läuft',
  paused: 'angehalten',
  suspended: 'schläft',
  off: 'aus',
  starting: 'startet',
  stopping: 'fährt herunter',
  saving: 'wird gesichert',
  crashed: 'abgestürzt',
  lost: 'verloren',
  unknown: 'unbekannt',
};

/** `tst100 ist aus` */
const IS: Readonly<Record<MachineState, string>> = {
  running: 'läuft',
  paused: 'ist angehalten',
  suspended: 'schläft',
  off: 'ist aus',
  starting: 'startet gerade',
  stopping: 'fährt gerade herunter',
  saving: 'wird gerade gesichert',
  crashed: 'ist abgestürzt',
  lost: 'ist verloren',
  unknown: 'ist in unbekanntem Zustand',
};

/** `tst100 herunterfahren` */
export const VERB_WORDS: Readonly<Record<Verb, string>> = {
  start: 'starten',
  connect: 'öffnen',
  resume: 'aufwecken',
  wake: 'einschalten',
  shutdown: 'herunterfahren',
  poweroff: 'ausschalten',
  reboot: 'neu starten',
  reset: 'zurücksetzen',
  pause: 'anhalten',
  unpause: 'fortsetzen',
  suspend: 'schlafen legen',
  init: 'in einen anderen Runlevel bringen',
  rename: 'umbenennen',
};

const isState = (word: string): word is MachineState => (MACHINE_STATES as readonly string[]).includes(word);
const isVerb = (word: string): word is Verb => (VERBS as readonly string[]).includes(word);

export const formsInGerman: Forms = {
  is: (word) => (isState(word) ? IS[word] : `ist ${word}`),
  state: (word) => (isState(word) ? STATE_WORDS[word] : word),
  verb: (word) => (isVerb(word) ? VERB_WORDS[word] : word),
};
