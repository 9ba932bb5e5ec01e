/** What core/plugins/cli tells, in German. */
import type { Told } from '../../told.ts';

export const cli: Told = {
  'login shell': 'Login-Shell',
  'its sessions cannot be found': 'ihre Sitzungen sind nicht zu finden',
  'Shells open all the same.': 'Shells öffnen trotzdem.',
  '{0} is in the terminal it was opened in.': '{0} ist in dem Terminal, in dem es geöffnet wurde.',
  'Open another one.': 'Ein anderes öffnen.',
  'A shell without a command needs a terminal.': 'Eine Shell ohne Befehl braucht ein Terminal.',
  'Open it from one, or give CMD.': 'Sie aus einem öffnen, oder CMD angeben.',
  '{0} on {1} broke off.': '{0} auf {1} brach ab.',
  'Run it again.': 'Noch einmal ausführen.',
  '{0} on {1} ended with exit code {2}.': '{0} auf {1} endete mit Exit-Code {2}.',
  Runs: 'Führt aus',
  'There is no room left for {0} on {1}.': 'Für {0} ist auf {1} kein Platz mehr.',
  'Make room there, or open a shell that is not kept; those that are kept already go on.':
    'Dort Platz schaffen, oder eine Shell öffnen, die nicht behalten wird; schon behaltene laufen weiter.',
};
