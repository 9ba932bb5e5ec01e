/** Calls: typed, chosen, planned, told. */
import { plural } from '../forms.ts';
import type { Words } from '../words.ts';

export const calls: Words['calls'] = {
  didYouMean: (word: string) => `Meinten Sie ${word}?`,
  noHost: (host: string) => `Kein Host ist unter dem Namen ${host} bekannt.`,
  fitting: 'Passende Wörter',
  which: 'Welche ist gemeint?',
  choose: 'Auswählen',
  match: (count: number) =>
    `${count} Maschinen passen. Der Aufruf bekommt, was die gewählte von den anderen unterscheidet.`,
  tooMany: (count: number) => `und ${count} weitere: im Aufruf genauer werden.`,
  noHistory: 'Noch keine Aufrufe. Was Sie ausführen, erscheint hier.',
  saveCall: 'Aufruf speichern',
  showInTable: (machines: string) => `${machines} in der Tabelle zeigen`,
  nothingRuns: 'Dort läuft nichts.',
  addType: (path: string, type: string) => `${path} gibt es: -t ${type} ergänzen.`,
  tellRuns: (host: string) => `Als Text berichten, was auf ${host} läuft.`,
  tellStored: (host: string) => `Als Text berichten, was auf ${host} eingerichtet ist.`,
  tellDoing: (host: string) => `Als Text berichten, was auf ${host} geschieht.`,
  tellIs: (host: string) => `Als Text von ${host} berichten, was dort ist.`,
  tellPort: 'Den Port nennen, mit dem sich ein Client verbindet.',
  tellActive: 'Sagen, ob sie läuft.',
  tellHelp: 'Hilfe zu den Wörtern der Aufrufe zeigen.',
  tellVersion: 'Die Version von ctys nennen.',
  makeGuest: 'Einen Gast aus einer Vorlage anlegen und starten.',
  runTool: (tool: string) => `ctys ${tool} ausführen.`,
  startLayers: (count: number) => `${count} Schichten starten, eine nach der anderen.`,
  shellOn: (host: string) => `Eine Shell auf ${host} öffnen.`,
  shell: 'Eine Shell öffnen.',
  moreSteps: (count: number) =>
    plural('de', count, { one: ' und # weiterer Schritt', other: ' und # weitere Schritte' }),
  answer: 'Antwort',
  sum: (over, all, failed) => `${over} von ${all} Hosts${failed === 0 ? '' : `, ${failed} fehlgeschlagen`}`,
  failedOnly: 'Nur Fehlgeschlagene',
  retryFailed: (count) => `Fehlgeschlagene wiederholen (${count})`,
  stop: 'Anhalten',
  asCsv: 'Als CSV',
  asJson: 'Als JSON',
  notShown: (call: string) => `${call} wird nicht im Fenster gezeigt.`,
  runInTerminal: 'In einem Terminal ausführen.',
};
