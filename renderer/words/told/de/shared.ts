/** What core/plugins tells, in German. */
import type { Told } from '../../told.ts';

export const shared: Told = {
  'What the host tells has no end.': 'Was der Host erzählt, hat kein Ende.',
  '{0} does not tell who we are there.': '{0} sagt nicht, wer wir dort sind.',
  'The configurations below {0} on {1} are more than {2} MiB.':
    'Die Konfigurationen unter {0} auf {1} sind mehr als {2} MiB.',
  "Name narrower folders: 'bases' of {0} in hosts.yaml.":
    'Engere Ordner nennen: „bases“ von {0} in hosts.yaml.',
  'Use the open one, or close it first.': 'Die offene nehmen, oder zuerst schließen.',
  'The screen of {0} is looked at already: {1}.': 'Den Bildschirm von {0} sieht schon jemand an: {1}.',
  'Share it, or take it over: the others are let go then.':
    'Teilen, oder übernehmen: Die anderen werden dann entlassen.',
  'Share it, or ask them to leave.': 'Teilen, oder bitten, zu gehen.',
  'somebody on {0} or through SSH': 'jemand auf {0} oder über SSH',
};
