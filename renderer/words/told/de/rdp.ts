/** What core/plugins/rdp tells, in German. */
import type { Told } from '../../told.ts';

export const rdp: Told = {
  'The RDP server does not take this user and password.':
    'Der RDP-Server nimmt Benutzer und Passwort nicht an.',
  'Try others.': 'Andere versuchen.',
  'The RDP server wants a user and a password before it shows anything.':
    'Der RDP-Server verlangt Benutzer und Passwort, bevor er etwas zeigt.',
  'Call from a terminal or the window, where they can be asked.':
    'Aus einem Terminal oder dem Fenster aufrufen, wo danach gefragt werden kann.',
  'The RDP client cannot show anything on this display.':
    'Der RDP-Client kann auf diesem Display nichts zeigen.',
  'Name another: -D.': 'Ein anderes nennen: -D.',
  'The RDP server has another certificate than before.':
    'Der RDP-Server hat ein anderes Zertifikat als zuvor.',
  'If that is right, take the old one out of FreeRDP’s known_hosts2 or server folder.':
    'Wenn das stimmt, das alte aus known_hosts2 oder dem Ordner server von FreeRDP nehmen.',
  'The RDP client of {0} ended at once: {1}': 'Der RDP-Client von {0} endete sofort: {1}',
  'it said nothing': 'er sagte nichts',
  'There is no FreeRDP on this machine.': 'Auf diesem Rechner gibt es kein FreeRDP.',
  '{0} is shown already.': '{0} wird schon gezeigt.',
  'RDP {0} is shown on this machine already.': 'RDP {0} wird auf diesem Rechner schon gezeigt.',
  '{0}, as {1} sees it': '{0}, von {1} aus gesehen',
  'No RDP server answers at port {0} of {1}.': 'Kein RDP-Server antwortet an Port {0} von {1}.',
  'Start it there, or name its port: RDPPORT.': 'Ihn dort starten, oder seinen Port nennen: RDPPORT.',
  'Login at the RDP server of {0}. Leave both empty for its own login screen.':
    'Anmeldung am RDP-Server von {0}. Beides leer lassen für seinen eigenen Anmeldeschirm.',
  'Nobody keeps RDP clients here.': 'Hier behält niemand RDP-Clients.',
  'looking for its server': 'sucht seinen Server',
  'Between {0} and {1} only RDP itself secures it, no SSH.':
    'Zwischen {0} und {1} sichert nur RDP selbst, kein SSH.',
  'starting its client': 'startet seinen Client',
  'localhost:{0} leads to its RDP server for a client to come.':
    'localhost:{0} führt zu seinem RDP-Server, für einen Client.',
  '{0} is no console of the window.': '{0} ist keine Konsole des Fensters.',
  'It is shown by FreeRDP: ctys -t rdp -a create=l:LABEL HOST.':
    'FreeRDP zeigt sie: ctys -t rdp -a create=l:LABEL HOST.',
  'Install it; on Debian: freerdp3-x11 or freerdp2-x11.':
    'Es installieren; unter Debian: freerdp3-x11 oder freerdp2-x11.',
};
