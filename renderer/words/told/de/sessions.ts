/** What core/plugins/sessions tells, in German. */
import type { Told } from '../../told.ts';

export const sessions: Told = {
  '{0} does not tell its processes.': '{0} nennt seine Prozesse nicht.',
  'Ending process {0}': 'Beendet Prozess {0}',
  'Process {0} on {1} is still there.': 'Prozess {0} auf {1} ist noch da.',
  'Look at it there.': 'Dort nachsehen.',
  'Ending what process {0} runs': 'Beendet, was Prozess {0} ausführt',
};
