/** What core/plugins/xen tells, in German. */
import type { Told } from '../../told.ts';

export const xen: Told = {
  'Process {0} of {1}': 'Prozess {0} von {1}',
  'Process {0} of {1}, as {2},': 'Prozess {0} von {1}, als {2},',
  '{0} on {1} has the console of {2}: it is for one at a time.':
    '{0} auf {1} hat die Konsole von {2}: Sie ist nur für einen da.',
  'Take it over (RECONNECT), or ask whoever has it to close it.':
    'Sie übernehmen (RECONNECT), oder bitten, sie zu schließen.',
  '{0} does not tell its domains.': '{0} nennt seine Domänen nicht.',
  'xl does not answer on {0} within {1} s: xenstored may hang.':
    'xl antwortet auf {0} nicht innerhalb von {1} s: xenstored hängt womöglich.',
  'There is no configuration of {0} on {1}.': 'Eine Konfiguration von {0} gibt es auf {1} nicht.',
  'its name is looked for': 'sein Name wird gesucht',
  'Create {0} again to go on with it.': '{0} noch einmal anlegen, um weiterzumachen.',
  '{0} is installed, {1} after it was begun.': '{0} ist installiert, {1} nach dem Beginn.',
  '{0} is taken on {1}: {2}.': '{0} ist auf {1} belegt: {2}.',
  'Give it another name with -D MYVM=.': 'Ihm mit -D MYVM= einen anderen Namen geben.',
  '{0} is there': '{0} ist da',
  '{0} was begun from the template {1}': '{0} wurde aus der Vorlage {1} begonnen',
  'a domain of that name runs': 'eine Domäne dieses Namens läuft',
  'Looking for what {0} needs': 'Sucht, was {0} braucht',
  "It was begun before, and came as far as '{0}'.": 'Es wurde früher begonnen und kam bis „{0}“.',
  'Going on': 'Macht weiter',
  'It was begun before, and had not come far: it is begun anew.':
    'Es wurde früher begonnen und kam nicht weit: Es beginnt neu.',
  'Beginning anew': 'Beginnt neu',
  'Making {0}': 'Legt {0} an',
  'Noting how far it has come': 'Vermerkt, wie weit es ist',
  'Its installation was broken off with its host: its disk is made anew.':
    'Seine Installation brach mit dem Host ab: Die Festplatte wird neu angelegt.',
  'it becomes a machine': 'es wird eine Maschine',
  'Making {0} a machine': 'Macht {0} zur Maschine',
  'it is started': 'es wird gestartet',
  '{0} is installed, and does not start: {1}': '{0} ist installiert und startet nicht: {1}',
  'Removing {0}': 'Entfernt {0}',
  'What was made of it is removed.': 'Was davon angelegt war, ist entfernt.',
  'Not all could be removed: {0}': 'Nicht alles ließ sich entfernen: {0}',
  'its installation is started': 'seine Installation wird gestartet',
  'Its installation still runs.': 'Seine Installation läuft noch.',
  '{0} was destroyed before its installation had come to its end.':
    '{0} wurde zerstört, bevor die Installation zu Ende war.',
  'Create it again.': 'Noch einmal anlegen.',
  'The installation of {0} crashed.': 'Die Installation von {0} stürzte ab.',
  'The log has its last words.': 'Das Protokoll hat ihre letzten Worte.',
  '{0} does not tell what becomes of {1}.': '{0} sagt nicht, was aus {1} wird.',
  '{0} was not installed within {1} min.': '{0} wurde nicht innerhalb von {1} min installiert.',
  'The installation': 'Die Installation',
  'The installation of {0} ended and wrote nothing to {1}.':
    'Die Installation von {0} endete und schrieb nichts nach {1}.',
  'its files are written': 'seine Dateien werden geschrieben',
  '{0} is fetched': '{0} wird geholt',
  'Fetching {0}': 'Holt {0}',
  'Moving it to {0}': 'Schiebt es nach {0}',
  '{0} is there with {1}.': '{0} ist da mit {1}.',
  'Writing {0}': 'Schreibt {0}',
  'Putting the script into the ramdisk': 'Legt das Skript in die Ramdisk',
  '{0} is made, {1} MiB, {2}': '{0} ist angelegt, {1} MiB, {2}',
  '{0} on {1} is being made by another ctys.': '{0} auf {1} wird gerade von einem anderen ctys angelegt.',
  'Let that one come to its end.': 'Dieses zu Ende kommen lassen.',
  'On {0} a tool is missing: {1}.': 'Auf {0} fehlt ein Werkzeug: {1}.',
  '{0} failed on {1}: {2}.': '{0} schlug auf {1} fehl: {2}.',
  'it did not say why': 'es sagte nicht, warum',
  'Make room there, or name another folder with -D MYBASE=.':
    'Dort Platz schaffen, oder mit -D MYBASE= einen anderen Ordner nennen.',
  'Name a folder that you may write to with -D MYBASE=.':
    'Mit -D MYBASE= einen Ordner nennen, in den Sie schreiben dürfen.',
  'Correct it, and create the guest again.': 'Es berichtigen, und den Gast noch einmal anlegen.',
  '{0} does not tell what is in {1}.': '{0} sagt nicht, was in {1} ist.',
  'Correct it with an editor.': 'Es mit einem Editor berichtigen.',
  '{0} was started and is not up after {1} s.': '{0} wurde gestartet und ist nach {1} s nicht oben.',
  'Its console tells what it does.': 'Die Konsole sagt, was geschieht.',
  '{0} was destroyed and is still listed after {1} s.':
    '{0} wurde zerstört und steht nach {1} s noch in der Liste.',
  'A device of it may hang: see what xl list and the log of Xen say.':
    'Ein Gerät hängt womöglich: ansehen, was xl list und das Protokoll von Xen sagen.',
  'Xen cannot ask {0} for run level {1}: only for 0 and 6.':
    'Xen kann {0} nicht um Runlevel {1} bitten: nur um 0 und 6.',
  'Log in there, and call init.': 'Sich dort anmelden, und init aufrufen.',
  '{0} did not shut down within {1} s.': '{0} fuhr nicht innerhalb von {1} s herunter.',
  'Shut it down with a delay, after which it is powered off.':
    'Mit einer Frist herunterfahren, nach der ausgeschaltet wird.',
  '{0} is no Xen host.': '{0} ist kein Xen-Host.',
  'It does not run under Xen as Domain-0.': 'Er läuft nicht unter Xen als Domain-0.',
  '{0} has no xl.': '{0} hat kein xl.',
  'Install xen-utils on {0}.': 'xen-utils auf {0} installieren.',
  "Set an elevation for {0} (sudo or ksu), and let the account use it there: 'ACCOUNT ALL=(root) NOPASSWD: ALL' in a file below /etc/sudoers.d, or its principal in /root/.k5users.":
    'Für {0} sudo oder ksu einstellen, und es dem Konto dort erlauben: „ACCOUNT ALL=(root) NOPASSWD: ALL“ in einer Datei unter /etc/sudoers.d, oder seinen Principal in /root/.k5users.',
  'Xen on {0} answers root only: {1}': 'Xen auf {0} antwortet nur root: {1}',
  'xl on {0} failed: {1}': 'xl auf {0} schlug fehl: {1}',
  'no output': 'keine Ausgabe',
  'The list of domains has no end.': 'Die Liste der Domänen hat kein Ende.',
  '{0}, line {1}: {2}.': '{0}, Zeile {1}: {2}.',
  'a value is missing': 'ein Wert fehlt',
  'the list is not closed': 'die Liste ist nicht geschlossen',
  'this is no setting': 'das ist keine Einstellung',
  'virsh failed on {0}: {1}': 'virsh schlug auf {0} fehl: {1}',
  'What libxl said about it stands in /var/log/libvirt/libxl/libxl-driver.log there.':
    'Was libxl dazu sagte, steht dort in /var/log/libvirt/libxl/libxl-driver.log.',
  'Its boot loader was ended before it had chosen a kernel: the domain was destroyed.':
    'Sein Bootloader wurde beendet, bevor er einen Kernel gewählt hatte: Die Domäne wurde zerstört.',
  'Its boot loader failed, or was left without a choice.':
    'Sein Bootloader schlug fehl, oder blieb ohne Wahl.',
  'A domain called {0} runs on {1} already.': 'Eine Domäne namens {0} läuft schon auf {1}.',
  'Connect to it, or stop it first.': 'Sich damit verbinden, oder sie zuerst stoppen.',
  '{0} is not there on {1}.': '{0} ist nicht auf {1}.',
  'Put the disk image or kernel there, or correct the configuration.':
    'Festplatte oder Kernel dort ablegen, oder die Konfiguration berichtigen.',
  '{0} has no bridge {1}.': '{0} hat keine Brücke {1}.',
  'Make it there (ip link add {0} type bridge), or name another in the configuration.':
    'Sie dort anlegen (ip link add {0} type bridge), oder in der Konfiguration eine andere nennen.',
  "{0}, line {1}: xl does not understand '{2}'.": '{0}, Zeile {1}: xl versteht „{2}“ nicht.',
  'Install xen-utils there, or look whether it runs under Xen.':
    'Dort xen-utils installieren, oder nachsehen, ob er unter Xen läuft.',
  'Look at xenstored there; guests go on meanwhile.': 'Dort xenstored ansehen; Gäste laufen derweil weiter.',
  'Install libvirt-clients there; libvirt has defined this guest.':
    'Dort libvirt-clients installieren; libvirt hat diesen Gast definiert.',
  'Give it longer with -D MYINSTLIMIT=MINUTES; the log has its last words.':
    'Mit -D MYINSTLIMIT=MINUTEN länger Zeit geben; das Protokoll hat ihre letzten Worte.',
  'The memory of {0} could not be written to {1}: {2}':
    'Der Speicher von {0} ließ sich nicht nach {1} schreiben: {2}',
  'It goes on as before; see whether there is room for it.':
    'Er läuft weiter wie zuvor; nachsehen, ob Platz dafür ist.',
  'There is no saved state of {0}.': 'Einen gesicherten Zustand von {0} gibt es nicht.',
  'Start it, or name the file: RESUME:<file>.': 'Ihn starten, oder die Datei nennen: RESUME:<file>.',
  'Name another file, or start it.': 'Eine andere Datei nennen, oder ihn starten.',
  Console: 'Konsole',
  'Saved state': 'Gesicherter Zustand',
  Domain: 'Domäne',
  Boots: 'Startet',
  'Its screen is not there yet.': 'Der Bildschirm ist noch nicht da.',
  'Xen has built it {0} times within two minutes: it may crash over and over. Its console tells.':
    'Xen hat sie in zwei Minuten {0}-mal aufgebaut: Sie stürzt womöglich immer wieder ab. Die Konsole sagt es.',
  'its boot loader asks; see its console': 'sein Bootloader fragt; siehe seine Konsole',
  'Start it again with its console; {0} on {1} has more.':
    'Noch einmal mit Konsole starten; mehr steht in {0} auf {1}.',
  'MAGICID-IGNORE has become MAGICID-XEN.': 'MAGICID-IGNORE wurde MAGICID-XEN.',
  'it is installed; its console tells what happens':
    'er wird installiert; seine Konsole zeigt, was geschieht',
  'libvirt keeps the state, and goes on from it when the guest is started.':
    'libvirt hebt den Zustand auf und geht von ihm weiter, wenn der Gast startet.',
  'The state is in {0}.': 'Der Zustand liegt in {0}.',
  'its memory is read': 'sein Speicher wird gelesen',
};
