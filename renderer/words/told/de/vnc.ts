/** What core/plugins/vnc tells, in German. */
import type { Told } from '../../told.ts';

export const vnc: Told = {
  "'{0}' is no size of a screen.": '„{0}“ ist keine Größe eines Bildschirms.',
  'Give width and height: 1280x1024.': 'Breite und Höhe angeben: 1280x1024.',
  'starting its server': 'startet seinen Server',
  '{0} has no VNC server.': '{0} hat keinen VNC-Server.',
  'Install one there: on Debian tigervnc-standalone-server.':
    'Dort einen installieren: unter Debian tigervnc-standalone-server.',
  '{0} has no setsid.': '{0} hat kein setsid.',
  'Make room there.': 'Dort Platz schaffen.',
  'Display {0} of {1} is in use.': 'Display {0} von {1} ist belegt.',
  'Leave the display out, or name another.': 'Das Display weglassen, oder ein anderes nennen.',
  'The VNC server of {0} did not come up on {1}: {2}': 'Der VNC-Server von {0} kam auf {1} nicht hoch: {2}',
  'See what it says.': 'Ansehen, was er sagt.',
  '{0} has no window manager {1} ({2}).': '{0} hat keinen Fenstermanager {1} ({2}).',
  'Install it there, or name another: WM:TWM.': 'Ihn dort installieren, oder einen anderen nennen: WM:TWM.',
  '{0} is display :{1}, port {2} of {3} (loopback only).':
    '{0} ist Display :{1}, Port {2} von {3} (nur Loopback).',
  'The VNC server wants an account, not the password of its file.':
    'Der VNC-Server verlangt ein Konto, nicht das Passwort seiner Datei.',
  'The VNC server does not take the password of its file.':
    'Der VNC-Server nimmt das Passwort seiner Datei nicht an.',
  'Give it by hand: move the file away.': 'Es von Hand geben: die Datei beiseitelegen.',
  'Clearing its display': 'Räumt sein Display auf',
  'TightVNC cannot dismiss the viewers of {0}.': 'TightVNC kann die Betrachter von {0} nicht entlassen.',
  'Close them where they are, or end the session.':
    'Sie dort schließen, wo sie sind, oder die Sitzung beenden.',
  'Closing the viewers of {0}': 'Schließt die Betrachter von {0}',
  '{0} does not run on {1} any more.': '{0} läuft nicht mehr auf {1}.',
  '{0} does not tell where our home is.': '{0} sagt nicht, wo unser Home ist.',
  '{0} cannot be written on {1}.': '{0} ist auf {1} nicht schreibbar.',
  'Make its folder writable.': 'Seinen Ordner schreibbar machen.',
  'sessions cannot be found': 'Sitzungen sind nicht zu finden',
  'no session can be started': 'keine Sitzung lässt sich starten',
  'On Debian: tigervnc-standalone-server.': 'Unter Debian: tigervnc-standalone-server.',
  'Install util-linux.': 'util-linux installieren.',
  'Its server listens nowhere that is known.': 'Sein Server hört an keiner bekannten Stelle.',
  'Password file': 'Passwortdatei',
  Size: 'Größe',
  'No folder can be made below {0} of {1}.': 'Unter {0} von {1} lässt sich kein Ordner anlegen.',
  'There is no room left below {0} of {1}.': 'Unter {0} von {1} ist kein Platz mehr.',
  '{0} has neither a start file (~/.vnc/xstartup) nor a window manager; the screen stays empty.':
    '{0} hat weder eine Startdatei (~/.vnc/xstartup) noch einen Window-Manager; der Bildschirm bleibt leer.',
  '{0} held the password the ancestor was shipped with; it has a new one now.':
    '{0} enthielt das mitgelieferte Passwort des Vorgängers; jetzt steht ein neues darin.',
  '{0} was missing; it was made, with a password of its own.':
    '{0} fehlte; die Datei wurde mit eigenem Passwort angelegt.',
};
