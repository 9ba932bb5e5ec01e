/** What core/plugins/pm tells, in German. */
import type { Told } from '../../told.ts';

export const pm: Told = {
  'no answer in time': 'keine Antwort in der Zeit',
  'The management controller of {0} ({1}) does not speak HTTPS: {2}.':
    'Der Management-Controller von {0} ({1}) spricht kein HTTPS: {2}.',
  'Check its address and port (bmc: { port: 443 }), and that Redfish is on.':
    'Adresse und Port prüfen (bmc: { port: 443 }), und ob Redfish an ist.',
  'The certificate of the management controller of {0} ({1}) has changed.':
    'Das Zertifikat des Management-Controllers von {0} ({1}) hat sich geändert.',
  'Is this the certificate of the management controller of {0}?':
    'Ist dies das Zertifikat des Management-Controllers von {0}?',
  'Nobody has accepted the certificate of the management controller of {0} yet.':
    'Das Zertifikat des Management-Controllers von {0} hat noch niemand angenommen.',
  'Ask it something where you can be asked: ctys bmc {0}':
    'Ihn etwas fragen, wo Sie gefragt werden können: ctys bmc {0}',
  'its answer is too large': 'seine Antwort ist zu groß',
  'no reading': 'kein Messwert',
  'The serial console of {0} is open elsewhere.': 'Die serielle Konsole von {0} ist anderswo offen.',
  'Close it there, or release it: ctys bmc {0} release':
    'Dort schließen, oder freigeben: ctys bmc {0} release',
  'The serial console of {0} does not open.': 'Die serielle Konsole von {0} öffnet sich nicht.',
  'Check that Serial-over-LAN is on in its controller.':
    'Prüfen, ob Serial-over-LAN in seinem Controller an ist.',
  'Management controller of {0}': 'Management-Controller von {0}',
  'Event log': 'Ereignisse',
  'The management controller of {0} ({1})': 'Der Management-Controller von {0} ({1})',
  '{0} has no ipmitool.': '{0} hat kein ipmitool.',
  'Install it: on Debian the package ipmitool.': 'Es installieren: unter Debian das Paket ipmitool.',
  '{0} does not accept {1} or the password.': '{0} nimmt {1} oder das Passwort nicht an.',
  'the anonymous user': 'den anonymen Benutzer',
  '{0} is not known on {1}.': '{0} ist auf {1} nicht bekannt.',
  'Check the address of the controller.': 'Die Adresse des Controllers prüfen.',
  'Check its address, that IPMI over LAN is on, and that UDP 623 reaches it (bmc: { from: HOST } names a host that does).':
    'Adresse prüfen, ob IPMI über LAN an ist, und ob UDP 623 ihn erreicht (bmc: { from: HOST } nennt einen Host, bei dem es geht).',
  '{0} refused {1}: {2}': '{0} lehnte {1} ab: {2}',
  'The management controller of {0} does not tell its state.':
    'Der Management-Controller von {0} nennt seinen Zustand nicht.',
  'No management controller of {0} is known.': 'Kein Management-Controller von {0} ist bekannt.',
  'Write it into hosts.yaml, as bmc: { address: 10.0.0.7, user: admin } for instance.':
    'Ihn in hosts.yaml eintragen, etwa als bmc: { address: 10.0.0.7, user: admin }.',
  'does not tell its power state': 'nennt seinen Zustand nicht',
  'The management controller of {0} offers no {1}.': 'Der Management-Controller von {0} bietet kein {1}.',
  'Boots from': 'Startet von',
  'Boot override': 'Startet nächstes Mal von',
  'has no light': 'hat kein Licht',
  'Serial number': 'Seriennummer',
  'Part number': 'Teilenummer',
  'Asset tag': 'Inventarnummer',
  'Memory (GiB)': 'Speicher (GiB)',
  'has no system': 'hat kein System',
  'Check user and password, and the rights of the user.':
    'Benutzer und Passwort prüfen, und die Rechte des Benutzers.',
  '{0} refused {1} {2}: {3}': '{0} lehnte {1} {2} ab: {3}',
  'Try kind: ipmi for it.': 'Dafür kind: ipmi versuchen.',
  "'{0}' is nothing to boot from.": '„{0}“ ist nichts, wovon gestartet wird.',
  'It is one of {0}.': 'Möglich sind {0}.',
  "'{0}' is no number of seconds.": '„{0}“ ist keine Zahl von Sekunden.',
  'Give 0 (out) to {0}.': '0 (aus) bis {0} angeben.',
  'Power {0} by its management controller ({1}).': '{0} von {1} am Management-Controller.',
  'A controller cannot boot from {0}.': 'Ein Controller kann nicht von {0} starten.',
  'It knows {0}.': 'Er kennt {0}.',
  'It boots from {0} this time.': 'Dieses Mal startet er von {0}.',
  'switching on': 'schaltet ein',
  'going off': 'geht aus',
  '{0} is still {1} after {2} s, as {3} tells.': '{0} ist nach {2} s noch immer {1}, wie {3} sagt.',
  'Look at its event log: ctys bmc HOST events.': 'Seine Ereignisse ansehen: ctys bmc HOST events.',
  'Power it off: FORCE,POWEROFF.': 'Ausschalten: FORCE,POWEROFF.',
  '{0} does not tell what it is.': '{0} sagt nicht, was er ist.',
  'Check its login shell and sh.': 'Seine Login-Shell und sh prüfen.',
  "{0} on {1} is root's: this account may not write it.":
    '{0} auf {1} gehört root: Dieses Konto darf es nicht schreiben.',
  'Log in as root, or set an elevation (sudo or ksu) for {0}.':
    'Als root anmelden, oder für {0} sudo oder ksu einstellen.',
  '{0} was not written on {1}: {2}': '{0} wurde auf {1} nicht geschrieben: {2}',
  'exit code {0}': 'Exit-Code {0}',
  'Mandatory software': 'Nötige Software',
  'Optional software': 'Weitere Software',
  'Memory total': 'Speicher gesamt',
  'Swap total': 'Swap gesamt',
  'Itself runs in': 'Läuft selbst in',
  'Kept shell (running)': 'Behaltene Shell (läuft)',
  'Kept shell': 'Behaltene Shell',
  'Kept shell {0}': 'Behaltene Shell {0}',
  'A controller cannot arm a network card.': 'Ein Controller kann keine Netzwerkkarte scharf schalten.',
  'Give VIA:SSH, or leave WOL out.': 'VIA:SSH angeben, oder WOL weglassen.',
  'What is written needs its kind.': 'Was geschrieben wird, braucht seine Art.',
  'Say whether it is a PM or a VM.': 'Sagen, ob es eine PM oder VM ist.',
  'Have its system arm them, and leave WOL out.': 'Es das System selbst tun lassen, und WOL weglassen.',
  '{0} has no network card{1}.': '{0} hat keine Netzwerkkarte{1}.',
  'Name its interface: IF:eth0, for instance.': 'Ihre Schnittstelle nennen: etwa IF:eth0.',
  '{0} has no ethtool to arm {1} with.': '{0} hat kein ethtool, um {1} scharf zu schalten.',
  'Install it: on Debian the package ethtool.': 'Es installieren: unter Debian das Paket ethtool.',
  'The card {0} of {1} cannot be woken by a magic packet.':
    'Die Karte {0} von {1} lässt sich nicht durch ein Magic Packet wecken.',
  'Name another interface (IF), switch Wake-on-LAN on in its firmware, or leave WOL out.':
    'Eine andere Schnittstelle nennen (IF), Wake-on-LAN in der Firmware einschalten, oder WOL weglassen.',
  'The card {0} of {1} could not be armed, so nothing was stopped: {2}':
    'Die Karte {0} von {1} ließ sich nicht scharf schalten, darum wurde nichts gestoppt: {2}',
  '{0} failed on {1}: {2}': '{0} schlug auf {1} fehl: {2}',
  '{0} is started by busybox, which has no run level {1}.':
    '{0} wird von busybox gestartet, das keinen Runlevel {1} hat.',
  'Nothing was done.': 'Nichts wurde getan.',
  '{0} has no run level {1}.': '{0} hat keinen Runlevel {1}.',
  '{0} has no {1}.': '{0} hat kein {1}.',
  'Stop it at its console, or by its management controller.':
    'An der Konsole stoppen, oder über den Management-Controller.',
  '{0} does not tell how it is stopped.': '{0} sagt nicht, wie er gestoppt wird.',
  '{0}: not there': '{0}: nicht da',
  'no right': 'kein Recht',
  'Rights of {0} on {1}': 'Rechte von {0} auf {1}',
  'as root': 'als root',
  'by itself': 'von selbst',
  'by ksu': 'mit ksu',
  'by sudo': 'mit sudo',
  'by sudo, which asks for a password': 'mit sudo, das ein Passwort verlangt',
  'in hosts.yaml': 'in hosts.yaml',
  'by visudo there': 'mit visudo dort',
  "{0} may not run {1} on {2}: it is root's, and {3} has no elevation.":
    '{0} darf {1} auf {2} nicht ausführen: Es gehört root, und {3} hat weder sudo noch ksu.',
  'Set elevation: sudo for {0} in hosts.yaml, and add with visudo there: {1} ALL=(root) NOPASSWD: {2}':
    'elevation: sudo für {0} in hosts.yaml setzen, und dort mit visudo ergänzen: {1} ALL=(root) NOPASSWD: {2}',
  ' FORCE needs SELF.': 'FORCE verlangt SELF.',
  '{0} itself is stopped with SELF only.{1}': '{0} selbst wird nur mit SELF gestoppt.{1}',
  'Add SELF to stop the host after what runs on it.':
    'SELF ergänzen, um den Host nach dem zu stoppen, was auf ihm läuft.',
  'WOL goes with POWEROFF, PAUSE, SUSPEND and INIT:0, not with {0}.':
    'WOL gehört zu POWEROFF, PAUSE, SUSPEND und INIT:0, nicht zu {0}.',
  'Leave WOL out.': 'WOL weglassen.',
  'IF of a CANCEL goes with WOL.': 'IF eines CANCEL gehört zu WOL.',
  'Add WOL, or leave IF out.': 'WOL ergänzen, oder IF weglassen.',
  'checking its rights': 'prüft seine Rechte',
  'arming {0}': 'schaltet {0} scharf',
  'Armed for Wake-on-LAN: {0}.': 'Scharf für Wake-on-LAN: {0}.',
  'There is no password file {0}.': 'Eine Passwortdatei {0} gibt es nicht.',
  'Write the password into it, with mode 600.': 'Das Passwort hineinschreiben, mit Modus 600.',
  'Others can read the password file {0}.': 'Andere können die Passwortdatei {0} lesen.',
  'Run: chmod 600 {0}': 'Ausführen: chmod 600 {0}',
  'The password file {0} holds no password.': 'Die Passwortdatei {0} enthält kein Passwort.',
  'Write it into the first line.': 'Es in die erste Zeile schreiben.',
  'File systems': 'Dateisysteme',
  'Memory used': 'Speicher belegt',
  'Memory free': 'Speicher frei',
  'Swap used': 'Swap belegt',
  'Swap free': 'Swap frei',
  '{0} % of {1} used ({2})': '{0} % von {1} belegt ({2})',
  'Write it into hosts.yaml, as mac: 52:54:00:12:34:56 for instance, or give BMAC.':
    'Sie in hosts.yaml eintragen, etwa als mac: 52:54:00:12:34:56, oder BMAC angeben.',
  '{0} ({1}) is in no network of {2}.': '{0} ({1}) ist in keinem Netz von {2}.',
  'no address known': 'keine Adresse bekannt',
  'Name a host of its segment (RELAY), or the directed broadcast of its network (BROADCAST), in the call or in hosts.yaml (wol).':
    'Einen Host seines Segments (RELAY) oder den gerichteten Broadcast seines Netzes (BROADCAST) nennen, im Aufruf oder in hosts.yaml (wol).',
  '{0} stands in its segment.': '{0} steht in seinem Segment.',
  '{0} does not answer in time.': '{0} antwortet nicht in der Zeit.',
  'waiting for {0} ({1} of {2})': 'wartet auf {0} ({1} von {2})',
  '{0} answers to {1} after {2} s.': '{0} antwortet auf {1} nach {2} s.',
  '{0} did not wake: no answer to {1} in {2} tries.':
    '{0} ist nicht aufgewacht: keine Antwort auf {1} nach {2} Versuchen.',
  'Check its MAC, that Wake-on-LAN is on in its firmware and was armed (CANCEL ...,WOL), and that the broadcast reaches its segment.':
    'MAC prüfen, ob Wake-on-LAN in der Firmware an und scharf ist (CANCEL ...,WOL), und ob der Broadcast sein Segment erreicht.',
  'looking for a way to it': 'sucht einen Weg zu ihm',
  '{0} is up already.': '{0} ist schon an.',
  'Magic packet for {0} from {1} to {2}.': 'Magic Packet für {0} von {1} an {2}.',
  'the interface {0}': 'die Schnittstelle {0}',
  'If it was renewed, remove {0} from {1}; else somebody may stand between.':
    'Wurde es erneuert, {0} aus {1} entfernen; sonst steht womöglich jemand dazwischen.',
  'Check user and password; IPMI passwords have 20 bytes at most.':
    'Benutzer und Passwort prüfen; IPMI-Passwörter haben höchstens 20 Bytes.',
  'No password was given for the management controller of {0}.':
    'Für den Management-Controller von {0} wurde kein Passwort angegeben.',
  'Give it when asked, in the environment (CTYS_BMC_PASSWORD), or name a file with it in hosts.yaml: bmc: { passwordFile: ... }.':
    'Es auf Nachfrage oder in der Umgebung (CTYS_BMC_PASSWORD) angeben, oder in hosts.yaml eine Datei damit nennen: bmc: { passwordFile: ... }.',
  'The management controller of {0} ({1}) {2}.': 'Der Management-Controller von {0} ({1}) {2}.',
  'Cards are armed on Linux only; {0} is {1}.':
    'Karten werden nur unter Linux scharf geschaltet; {0} ist {1}.',
  'Nothing was done; 0, 1, 2, 6 and S mean something there.':
    'Nichts wurde getan; 0, 1, 2, 6 und S bedeuten dort etwas.',
  '{0} is still up {1} s after it was told to stop.': '{0} ist {1} s nach der Bitte zu stoppen noch an.',
  'Look at its console; its management controller can switch it off.':
    'Seine Konsole ansehen; sein Management-Controller kann ihn ausschalten.',
  '{0} has not come back {1} s after it was told to restart.':
    '{0} ist {1} s nach der Bitte um Neustart nicht zurück.',
  'Look at its console.': 'Seine Konsole ansehen.',
  '{0} has nothing to send a magic packet with.': '{0} hat nichts, um ein Magic Packet zu senden.',
  'Install perl, python3, socat or etherwake there, or name another RELAY.':
    'Dort perl, python3, socat oder etherwake installieren, oder ein anderes RELAY nennen.',
  'This account of {0} may not send to {1}: {2}.': 'Dieses Konto auf {0} darf nicht an {1} senden: {2}.',
  'Set an elevation (sudo) for {0}, or give BROADCAST instead of IF, which needs no rights.':
    'Für {0} sudo einstellen, oder BROADCAST statt IF angeben, was keine Rechte braucht.',
  'Check the address and the interface; without a default route give a directed broadcast.':
    'Adresse und Schnittstelle prüfen; ohne Standardroute einen gerichteten Broadcast angeben.',
  'The packet to {0} could not be sent: {1}.': 'Das Paket an {0} ließ sich nicht senden: {1}.',
  'Without a default route give the directed broadcast of a network of this machine, such as 192.168.1.255.':
    'Ohne Standardroute den gerichteten Broadcast eines Netzes dieses Rechners angeben, etwa 192.168.1.255.',
  Sensors: 'Sensoren',
  Controller: 'Controller',
  Chassis: 'Gehäuse',
  Hardware: 'Hardware',
  '{0} could not send the packet to {1}: {2}.': '{0} konnte das Paket nicht an {1} senden: {2}.',
  'Password of {0}, the management controller of {1}': 'Passwort von {0}, dem Management-Controller von {1}',
  'power {0}, by {1}': 'Strom {0}, durch {1}',
  'System maintenance: {0} in {1} seconds': 'Systemwartung: {0} in {1} Sekunden',
  'It has not answered yet.': 'Er hat noch nicht geantwortet.',
  '{0} in {1} s; it can still be stopped': '{0} in {1} s; noch lässt es sich abbrechen',
  'going down': 'fährt herunter',
  'status {0}': 'Status {0}',
  restarting: 'startet neu',
  'coming up': 'kommt hoch',
  '{0} cannot ping; its sshd is looked for.': '{0} kann nicht pingen; nach dem sshd wird gesehen.',
  'sent; looked for after {0} s': 'gesendet; nachgesehen wird nach {0} s',
};
