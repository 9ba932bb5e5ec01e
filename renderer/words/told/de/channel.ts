/** What core/channel tells, in German. */
import type { Told } from '../../told.ts';

export const channel: Told = {
  'Passphrase of the key {0}': 'Passphrase des Schlüssels {0}',
  'The authenticity of {0} is not established. Connect?': 'Die Echtheit von {0} steht nicht fest. Verbinden?',
  'Password for {0}': 'Passwort für {0}',
  'key {0}': 'Schlüssel {0}',
  'No password was given for {0} on {1}.': 'Für {0} auf {1} wurde kein Passwort angegeben.',
  '{0} did not let {1} in.': '{0} hat {1} nicht eingelassen.',
  'Set up a key for it: ssh-copy-id {0}@{1}': 'Einen Schlüssel dafür einrichten: ssh-copy-id {0}@{1}',
  'Check the user name, and which keys the account accepts.':
    'Den Benutzernamen prüfen, und welche Schlüssel das Konto annimmt.',
  'Password of {0} on {1}': 'Passwort von {0} auf {1}',
  'The password was not accepted.': 'Das Passwort wurde nicht angenommen.',
  '{0} is no jump host.': '{0} ist kein Sprung-Host.',
  'Write a name of the inventory or [user@]host[:port].':
    'Einen Namen des Inventars oder [user@]host[:port] schreiben.',
  'The jump hosts of {0} go in a circle through {1}.': 'Die Sprung-Hosts von {0} führen im Kreis über {1}.',
  'Correct the jump hosts.': 'Die Sprung-Hosts berichtigen.',
  'as configured': 'wie eingestellt',
  'ssh2: no host certificates': 'ssh2: keine Host-Zertifikate',
  '{0} drops connections before the login.': '{0} trennt Verbindungen vor der Anmeldung.',
  "'{0}' is no display.": '„{0}“ ist kein Display.',
  'Displays are written :0 or localhost:10.0.': 'Displays schreibt man :0 oder localhost:10.0.',
  "Get a ticket with kinit, and let root's .k5login on {0} name your principal.":
    'Mit kinit ein Ticket holen, und in der .k5login von root auf {0} den Principal nennen.',
  '{0} may not run {1} as root on {2} by {3}.': '{0} darf {1} auf {2} nicht mit {3} als root ausführen.',
  'Add this line with visudo on {0}: {1}': 'Auf {0} mit visudo diese Zeile ergänzen: {1}',
  'sudo wants the password of {0} on {1}, which has not been given yet.':
    'sudo verlangt das Passwort von {0} auf {1}, das noch nicht angegeben wurde.',
  'Refresh the host to be asked for it.': 'Den Host neu abfragen, um danach gefragt zu werden.',
  'sudo refused.': 'sudo hat abgelehnt.',
  'Password of {0} on {1} for sudo': 'Passwort von {0} auf {1} für sudo',
  'No sudo password was given for {0}.': 'Für {0} wurde kein sudo-Passwort angegeben.',
  'Give it when asked, or add with visudo: {0} ALL=(root) NOPASSWD: ALL':
    'Es auf Nachfrage angeben, oder mit visudo ergänzen: {0} ALL=(root) NOPASSWD: ALL',
  '{0} port {1}': '{0} Port {1}',
  'You may not open {0}.': 'Sie dürfen {0} nicht öffnen.',
  'Set an elevation (sudo or ksu) for this host, or let the account into the group of the socket.':
    'Für diesen Host sudo oder ksu einstellen, oder das Konto in die Gruppe des Sockets aufnehmen.',
  'The socket {0} is not there or nobody listens.': 'Der Socket {0} ist nicht da, oder niemand hört dort.',
  'Refresh the host.': 'Den Host neu abfragen.',
  'Nobody listens at {0}.': 'Unter {0} hört niemand.',
  'Start the service there.': 'Den Dienst dort starten.',
  '{0} cannot be reached.': '{0} ist nicht erreichbar.',
  'Check the address and the network.': 'Adresse und Netz prüfen.',
  '{0} offers no {1}.': '{0} bietet kein {1}.',
  'Its sshd_config needs a line Subsystem {0}, and the server it names must be installed.':
    'Seine sshd_config braucht eine Zeile Subsystem {0}, und der genannte Server muss installiert sein.',
  '{0} ({1} port {2})': '{0} ({1} Port {2})',
  'No host is known by the name {0}.': 'Kein Host ist unter dem Namen {0} bekannt.',
  'Check its address.': 'Seine Adresse prüfen.',
  '{0} refuses the connection.': '{0} lehnt die Verbindung ab.',
  'Check the port and that sshd runs there.': 'Den Port prüfen, und ob sshd dort läuft.',
  '{0} does not answer.': '{0} antwortet nicht.',
  'Check that it is on and reachable.': 'Prüfen, ob er an und erreichbar ist.',
  'The connection to {0} broke.': 'Die Verbindung zu {0} ist abgerissen.',
  'Try again.': 'Noch einmal versuchen.',
  '{0} gave no session to end what was started there: process {1} may run on.':
    '{0} gab keine Sitzung, um zu beenden, was dort gestartet wurde: Prozess {1} läuft womöglich weiter.',
  'There is no {0}.': '{0} gibt es nicht.',
  'The account has no right to {0}.': 'Das Konto hat kein Recht an {0}.',
  'Choose another place, or log in as an account that has.':
    'Einen anderen Ort wählen, oder sich mit einem Konto anmelden, das es hat.',
  '{0} is there already.': '{0} ist schon da.',
  'Replace it, or use another name.': 'Ersetzen, oder einen anderen Namen nehmen.',
  'There is no room left for {0}.': 'Für {0} ist kein Platz mehr.',
  'Make room there and copy again: it goes on where it stopped.':
    'Dort Platz schaffen und noch einmal kopieren: Es geht weiter, wo es aufgehört hat.',
  '{0} cannot do this with {1}.': '{0} kann das mit {1} nicht.',
  'The login shell prints without end before it runs a command.':
    'Die Login-Shell gibt endlos aus, bevor sie einen Befehl ausführt.',
  'Make its start-up files silent when they run without a terminal.':
    'Ihre Startdateien ohne Terminal still sein lassen.',
  'The host key of {0} has changed: expected {1}, got {2}.':
    'Der Host-Schlüssel von {0} hat sich geändert: erwartet {1}, erhalten {2}.',
  'The host key of {0} ({1}) is marked as revoked.':
    'Der Host-Schlüssel von {0} ({1}) ist als widerrufen markiert.',
  'The host key of {0} ({1} {2}) is not known{3}.':
    'Der Host-Schlüssel von {0} ({1} {2}) ist nicht bekannt{3}.',
  'Compare the fingerprint with the one the host shows, then accept it.':
    'Den Fingerabdruck mit dem vergleichen, den der Host zeigt, dann annehmen.',
  ', and StrictHostKeyChecking forbids to accept it': ', und StrictHostKeyChecking verbietet, ihn anzunehmen',
  'Keys of other types are known: {0}': 'Bekannt sind Schlüssel anderer Art: {0}',
  ' and was not accepted': 'und wurde nicht angenommen',
  '{0} had no free session for {1} in time.': '{0} hatte nicht rechtzeitig eine freie Sitzung für {1}.',
  'Close some of its consoles.': 'Einige seiner Konsolen schließen.',
  'security key': 'Sicherheitsschlüssel',
  'The passphrase was wrong.': 'Die Passphrase war falsch.',
  'The key was not opened.': 'Der Schlüssel wurde nicht geöffnet.',
  '{0} cannot be started: {1}.': '{0} lässt sich nicht starten: {1}.',
  'Stopped on request.': 'Auf Wunsch abgebrochen.',
  'There is no {0} here.': 'Hier gibt es kein {0}.',
  'The host allows no further session.': 'Der Host erlaubt keine weitere Sitzung.',
  'Raise MaxSessions in its sshd_config.': 'MaxSessions in seiner sshd_config erhöhen.',
  '{0} is in use already.': '{0} ist schon belegt.',
  'Choose another.': 'Einen anderen wählen.',
  'Nobody may listen on {0} but root.': 'Auf {0} darf nur root hören.',
  'Choose a port above 1023.': 'Einen Port über 1023 wählen.',
  '{0} does not listen on {1}: {2}.': '{0} hört nicht auf {1}: {2}.',
  'Choose another place.': 'Einen anderen Ort wählen.',
  'this machine': 'dieser Rechner',
  'it exists': 'es gibt ihn schon',
  'The files are closed.': 'Die Dateien sind geschlossen.',
  'An empty command cannot be run.': 'Ein leerer Befehl lässt sich nicht ausführen.',
  'The channel to this machine was closed.': 'Der Kanal zu diesem Rechner wurde geschlossen.',
  'The host key of {0} is marked as revoked.': 'Der Host-Schlüssel von {0} ist als widerrufen markiert.',
  'Give the host a new key.': 'Dem Host einen neuen Schlüssel geben.',
  'The host key of {0} is not known and was not accepted.':
    'Der Host-Schlüssel von {0} ist nicht bekannt und wurde nicht angenommen.',
  'OpenSSH and {0} have no algorithm in common.': 'OpenSSH und {0} haben kein gemeinsames Verfahren.',
  'Update one of them.': 'Eines von beiden aktualisieren.',
  'The ssh program is not installed on this machine.':
    'Das Programm ssh ist auf diesem Rechner nicht installiert.',
  'Install openssh-client.': 'openssh-client installieren.',
  'The connection to {0} broke before the login.': 'Die Verbindung zu {0} riss vor der Anmeldung ab.',
  'The connection to {0} was lost: ssh ended.': 'Die Verbindung zu {0} ging verloren: ssh wurde beendet.',
  'It is tried again by itself.': 'Es wird von selbst erneut versucht.',
  'forwarding was refused': 'die Weiterleitung wurde abgelehnt',
  'Over OpenSSH X programs show on the display ctys was started on, not on {0}.':
    'Über OpenSSH erscheinen X-Programme auf dem Display, auf dem ctys gestartet wurde, nicht auf {0}.',
  'Start ctys on that display, or reach the host by ssh2 (transport: ssh2).':
    'ctys auf diesem Display starten, oder den Host über ssh2 erreichen (transport: ssh2).',
  'forwarding refused': 'Weiterleitung abgelehnt',
  'The connection to {0} was closed.': 'Die Verbindung zu {0} wurde geschlossen.',
  '{0} could not be started on {1}.': '{0} ließ sich auf {1} nicht starten.',
  'Install it there.': 'Es dort installieren.',
  '{0} did not run {1}: the login shell ended before it.':
    '{0} hat {1} nicht ausgeführt: Die Login-Shell endete vorher.',
  'its login shell': 'seine Login-Shell',
  'Check that the account may run commands.': 'Prüfen, ob das Konto Befehle ausführen darf.',
  'The channel was closed.': 'Der Kanal wurde geschlossen.',
  'Stopped: the connections were closed.': 'Abgebrochen: Die Verbindungen wurden geschlossen.',
  'An argument of {0} contains a NUL character.': 'Ein Argument von {0} enthält ein NUL-Zeichen.',
  'Remove it.': 'Es entfernen.',
  'The arguments of {0} are too long for a command line.':
    'Die Argumente von {0} sind zu lang für eine Befehlszeile.',
  'Send long text by standard input.': 'Langen Text über die Standardeingabe senden.',
  '{0} has neither socat nor a nc that knows unix sockets.':
    '{0} hat weder socat noch ein nc, das Unix-Sockets kennt.',
  'Install socat on {0}.': 'socat auf {0} installieren.',
  '{0} did not run {1}: its login shell ended before it.':
    '{0} hat {1} nicht ausgeführt: Seine Login-Shell endete vorher.',
  'Check that the account may run commands (no forced command, a working shell).':
    'Prüfen, ob das Konto Befehle ausführen darf (kein erzwungener Befehl, eine brauchbare Shell).',
  '{0} on {1} did not end within {2} s.': '{0} auf {1} endete nicht innerhalb von {2} s.',
  '{0} on {1} printed more than {2} bytes.': '{0} auf {1} gab mehr als {2} Bytes aus.',
  'What {0} answers is no SFTP.': 'Was {0} antwortet, ist kein SFTP.',
  '{0} ended its file transfer (SFTP).': '{0} hat seine Dateiübertragung (SFTP) beendet.',
  'Its sshd_config needs a line Subsystem sftp, and the server it names must be installed.':
    'Seine sshd_config braucht eine Zeile Subsystem sftp, und der genannte Server muss installiert sein.',
  'it no longer answers': 'er antwortet nicht mehr',
  'it was closed by the host': 'der Host hat sie geschlossen',
  'The connection to {0} was lost: {1}.': 'Die Verbindung zu {0} ging verloren: {1}.',
  '{0} does not show X programs elsewhere.': '{0} zeigt X-Programme nicht anderswo.',
  'Allow it in its sshd_config (X11Forwarding yes) and install xauth there.':
    'Es in seiner sshd_config erlauben (X11Forwarding yes) und dort xauth installieren.',
  '{0} does not allow forwarding to {1}.': '{0} erlaubt keine Weiterleitung zu {1}.',
  'Allow it in sshd_config (AllowTcpForwarding, AllowStreamLocalForwarding).':
    'Sie in sshd_config erlauben (AllowTcpForwarding, AllowStreamLocalForwarding).',
  'no answer': 'keine Antwort',
  '{0} offers nothing ssh2 can use: {1}.': '{0} bietet nichts, das ssh2 nutzen kann: {1}.',
  'Use the system OpenSSH for this host (transport: openssh).':
    'Für diesen Host das OpenSSH des Systems nehmen (transport: openssh).',
  'What answers at {0} port {1} is no SSH server.': 'Was auf {0} Port {1} antwortet, ist kein SSH-Server.',
  'Check the port.': 'Den Port prüfen.',
  '{0} accepts connections but does not answer.': '{0} nimmt Verbindungen an, antwortet aber nicht.',
  'Check its load, or restart sshd there.': 'Seine Last prüfen, oder sshd dort neu starten.',
  'The pipe is closed.': 'Die Leitung ist geschlossen.',
  'The other side has closed.': 'Die andere Seite hat geschlossen.',
  'The connection broke: {0}.': 'Die Verbindung ist abgerissen: {0}.',
  'It may be overloaded or refuse this address; try again later.':
    'Er ist womöglich überlastet oder weist diese Adresse ab; später noch einmal versuchen.',
  'Look with: ps -p {0} on {1}; raise MaxSessions in its sshd_config.':
    'Nachsehen mit: ps -p {0} auf {1}; MaxSessions in seiner sshd_config erhöhen.',
  'It may have been removed; look again.': 'Vielleicht wurde es entfernt; noch einmal nachsehen.',
  'If the host was set up anew, remove line {0} of {1}; otherwise somebody may be listening.':
    'Wurde der Host neu aufgesetzt, Zeile {0} von {1} entfernen; sonst hört womöglich jemand mit.',
  'Give the host a new key; line {0} of {1} revokes this one.':
    'Dem Host einen neuen Schlüssel geben; Zeile {0} von {1} widerruft diesen.',
  'A shell there that prints at each login does this (.bashrc); silence it.':
    'Das tut eine Shell dort, die bei jeder Anmeldung etwas ausgibt (.bashrc); sie still sein lassen.',
  'The name {0} has characters that cannot stand in a ProxyCommand.':
    'Der Name {0} hat Zeichen, die in einem ProxyCommand nicht stehen können.',
  'Use letters, digits, dots and dashes.': 'Buchstaben, Ziffern, Punkte und Striche nehmen.',
  '{0} is no host name.': '{0} ist kein Hostname.',
  'Correct it in the hosts file.': 'Ihn in der Datei der Hosts berichtigen.',
  'Install OpenSSH (openssh-client).': 'OpenSSH installieren (openssh-client).',
  'ssh does not accept its configuration for {0}.': 'ssh nimmt seine Konfiguration für {0} nicht an.',
  'Correct the named line.': 'Die genannte Zeile berichtigen.',
  '{0} asks': '{0} fragt',
  'The connection to the ctys core was lost.': 'Die Verbindung zum Kern von ctys ging verloren.',
  'Reconnect the console.': 'Die Konsole neu verbinden.',
  local: 'lokal',
};
