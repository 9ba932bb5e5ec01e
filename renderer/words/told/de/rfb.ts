/** What core/plugins/rfb tells, in German. */
import type { Told } from '../../told.ts';

export const rfb: Told = {
  'The VNC server closed the connection.': 'Der VNC-Server hat die Verbindung geschlossen.',
  'The VNC server says nothing.': 'Der VNC-Server sagt nichts.',
  'Check what listens there and whether it hangs.': 'Prüfen, was dort hört, und ob es hängt.',
  'What answers there is no VNC server.': 'Was dort antwortet, ist kein VNC-Server.',
  'Try again later.': 'Später noch einmal versuchen.',
  'The VNC server does not speak VeNCrypt 0.2.': 'Der VNC-Server spricht kein VeNCrypt 0.2.',
  'The VNC server cannot begin TLS.': 'Der VNC-Server kann TLS nicht beginnen.',
  'Look into its log: its key may be unreadable.':
    'Sein Protokoll ansehen: Sein Schlüssel ist womöglich nicht lesbar.',
  'The VNC server does not take that password.': 'Der VNC-Server nimmt dieses Passwort nicht an.',
  'Give the right password.': 'Das richtige Passwort angeben.',
  'The VNC server wants a login that is not known here ({0}).':
    'Der VNC-Server verlangt eine Anmeldung, die hier nicht bekannt ist ({0}).',
  'The VNC server refuses: {0}.': 'Der VNC-Server lehnt ab: {0}.',
  'The VNC server has no certificate (anonymous TLS), which the TLS library of this program does not do.':
    'Der VNC-Server hat kein Zertifikat (anonymes TLS), was die TLS-Bibliothek dieses Programms nicht kann.',
  'Give the server a certificate (X509Vnc), or see it by `ctys serve`.':
    'Dem Server ein Zertifikat geben (X509Vnc), oder ihn mit `ctys serve` ansehen.',
  'TLS with the VNC server did not come about: {0}.': 'TLS mit dem VNC-Server kam nicht zustande: {0}.',
  'Check its TLS settings.': 'Seine TLS-Einstellungen prüfen.',
  'it does not answer': 'er antwortet nicht',
  'it closed the connection': 'er hat die Verbindung geschlossen',
  'The VNC server showed no certificate.': 'Der VNC-Server zeigte kein Zertifikat.',
};
