/** Plans, before and while they run. */
import { VERB_WORDS } from '../told/de/forms.ts';
import type { Words } from '../words.ts';

export const plans: Words['plans'] = {
  ways: {
    ssh: 'über SSH',
    hypervisor: 'durch den Hypervisor',
    force: 'mit Gewalt',
    packet: 'durch ein Magic Packet',
    controller: 'durch den Controller',
  },
  step: (verb, path, name) => `${path} ${name === undefined ? '' : `in ${name} `}${VERB_WORDS[verb]}`,
  afterwards: '; dann ',
  until: (host: string) => `bis ${host} antwortet`,
  atOnce: 'Gleichzeitig je Host',
  asGood: 'So viele, wie ihm guttun',
  leftOut: (machines: string) => `${machines} ausgelassen`,
  begun: 'Es wird begonnen.',
  nothing: 'Es gibt nichts zu tun.',
  notYet: (told: string) => `Noch ist nichts geschehen.${told}`,
  countdown:
    ' Die Benutzer eines Hosts werden vor seinem Ende verständigt; bis der Countdown abgelaufen ist, lässt es sich hier abbrechen.',
  stop: 'Abbrechen',
  retryFailed: (count: number) => `Fehlgeschlagenes wiederholen (${count})`,
  background: 'Im Hintergrund weiter',
  stepsDone: (done: number, all: number) => `${done} von ${all} Schritten fertig`,
  allDone: 'Alles ist fertig.',
  someNot: (done: string, count: number) => `${done}; ${count} nicht.`,
};
