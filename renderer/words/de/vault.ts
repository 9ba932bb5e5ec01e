import type { Words } from '../words.ts';

export const vault: Words['vault'] = {
  title: 'Tresor',
  none: 'Noch ist nichts aufbewahrt. Passwörter, die Sie behalten wollen, liegen mit einer Passphrase versiegelt in einer Datei.',
  locked: 'Der Tresor ist verschlossen. Bis er geöffnet ist, wird nach allem gefragt.',
  openBy: (by) =>
    by === 'keyring'
      ? 'Offen, durch den Schlüsselbund dieses Systems.'
      : 'Offen, bis ctys endet oder Sie ihn verschließen.',
  andPassphrase: 'Auch eine Passphrase öffnet ihn: für ctys serve und die Befehlszeile.',
  setPassphrase: 'Auch mit Passphrase öffnen…',
  changePassphrase: 'Passphrase ändern…',
  changed: 'Die Passphrase des Tresors gilt jetzt.',
  empty: 'Nichts ist aufbewahrt.',
  make: 'Tresor anlegen',
  set: 'Passphrase setzen',
  unlock: 'Öffnen',
  lock: 'Verschließen',
  done: 'Fertig',
  forget: (name) => `${name} vergessen`,
  passphrase: 'Passphrase des Tresors',
  newPassphrase: 'Neue Passphrase des Tresors, mindestens 8 Zeichen',
  oldPassphrase: 'Bisherige Passphrase',
  keep: 'Im Tresor aufbewahren',
  unlockToUse:
    'Der Tresor ist verschlossen: Seine Passphrase öffnet ihn und beantwortet dies, wenn es dort liegt.',
};
