/** What core/plugins/sessions tells, in German. */
import type { Told } from '../../told.ts';

export const sessions: Told = {
  '{0} does not tell its processes.': '{0} nennt seine Prozesse nicht.',
  'Ending process {0}': 'Beendet Prozess {0}',
  'Process {0} on {1} is still there.': 'Prozess {0} auf {1} ist noch da.',
  'Look at it there.': 'Dort nachsehen.',
  'Ending what process {0} runs': 'Beendet, was Prozess {0} ausführt',
  ending: 'wird beendet',
  running: 'läuft',
  'Process {0} has not ended after {1} s; it is ended by force.':
    'Prozess {0} ist nach {1} s nicht zu Ende; er wird mit Gewalt beendet.',
  'It has not ended after {0} s; it is ended by force.':
    'Sie ist nach {0} s nicht zu Ende; sie wird mit Gewalt beendet.',
};
