/** What core/plugins/qemu tells, in German. */
import type { Told } from '../../told.ts';

export const qemu: Told = {
  'This serial console is open here already.': 'Diese serielle Konsole ist hier schon offen.',
  'Take it over, or use the open one.': 'Sie übernehmen, oder die offene nehmen.',
  'Close the other program.': 'Das andere Programm schließen.',
  '{0} (pid {1}{2}) on {3} is connected to this serial port, which serves one at a time.':
    '{0} (PID {1}{2}) auf {3} hat diesen seriellen Anschluss, der nur für einen da ist.',
  'Take it over (RECONNECT): that program is ended. Or ask whoever has it to close it.':
    'Ihn übernehmen (RECONNECT): Das Programm wird beendet. Oder bitten, ihn zu schließen.',
  'Close it where it was opened: that program carries more than this console.':
    'Ihn dort schließen, wo er geöffnet wurde: Das Programm trägt mehr als diese Konsole.',
  'It has no serial port {0}.': 'Sie hat keinen seriellen Anschluss {0}.',
  'Its process has ended.': 'Ihr Prozess ist zu Ende.',
  'libvirt holds the monitor of this guest.': 'libvirt hat den Monitor dieses Gasts.',
  'Use libvirt (virsh) for it.': 'Dafür libvirt nehmen (virsh).',
  'This guest has no QMP socket.': 'Dieser Gast hat keinen QMP-Socket.',
  'Start it with -qmp unix:PATH,server=on,wait=off to manage it.':
    'Ihn mit -qmp unix:PATH,server=on,wait=off starten, um ihn zu verwalten.',
  '{0} does not run on {1}.': '{0} läuft nicht auf {1}.',
  '{0} on {1} does not tell how to resume {2}.': '{0} auf {1} sagt nicht, wie {2} fortgesetzt wird.',
  '{0} does not tell its QEMU processes.': '{0} nennt seine QEMU-Prozesse nicht.',
  '{0} (pid {1})': '{0} (PID {1})',
  'It waits for its start (-S).': 'Er wartet auf seinen Start (-S).',
  'A debugger holds it.': 'Ein Debugger hält ihn an.',
  'Its watchdog stopped it.': 'Sein Watchdog hat ihn angehalten.',
  'QEMU met an internal error.': 'QEMU hatte einen internen Fehler.',
  'The guest has panicked.': 'Der Gast hat eine Kernel-Panik.',
  'Starting {0}': 'Startet {0}',
  '{0} did not tell where it started {1}.': '{0} sagte nicht, wo {1} gestartet wurde.',
  'Signal {0} to process {1}': 'Signal {0} an Prozess {1}',
  'The QEMU process {0} on {1} is still there.': 'Der QEMU-Prozess {0} auf {1} ist noch da.',
  'Put a start script beside it: {0}.sh': 'Ein Startskript daneben legen: {0}.sh',
  '{0} is started by a script of its own, which cannot be told to start it paused.':
    '{0} wird von einem eigenen Skript gestartet, dem sich nicht sagen lässt, dass er angehalten beginnt.',
  'Put -S behind the command of QEMU there, or pause it once it runs.':
    'Dort -S hinter den Befehl von QEMU setzen, oder ihn anhalten, sobald er läuft.',
  'It printed nothing.': 'Es gab nichts aus.',
  '{0} did not start (exit code {1}): {2}': '{0} startete nicht (Exit-Code {1}): {2}',
  'See the output in the log, and correct its start file.':
    'Die Ausgabe im Protokoll ansehen, und die Startdatei berichtigen.',
  '{0} was started, but its monitor does not answer.':
    '{0} wurde gestartet, aber der Monitor antwortet nicht.',
  'It runs as process {0}.': 'Er läuft als Prozess {0}.',
  'The configuration of {0} is no longer on {1}.': 'Die Konfiguration von {0} ist nicht mehr auf {1}.',
  'QEMU does not tell its status.': 'QEMU nennt seinen Zustand nicht.',
  'The guest is still {0} after {1} s.': 'Der Gast ist nach {1} s noch {0}.',
  'power button pressed': 'Ein-/Aus-Taste gedrückt',
  'power button pressed {0} times': 'Ein-/Aus-Taste {0}-mal gedrückt',
  'The guest has shut down.': 'Der Gast ist heruntergefahren.',
  'The monitor is of no use: {0}': 'Der Monitor taugt nichts: {0}',
  'libvirt started this guest and must end it.': 'libvirt hat diesen Gast gestartet und muss ihn beenden.',
  'Use `virsh destroy` on the host, or its libvirt row.':
    '`virsh destroy` auf dem Host nehmen, oder seine libvirt-Zeile.',
  'power off': 'ausschalten',
  'Signal {0} to process {1}.': 'Signal {0} an Prozess {1}.',
  'The guest did not take the power button within {0} s.':
    'Der Gast nahm die Ein-/Aus-Taste nicht innerhalb von {0} s an.',
  'Reset it, or reboot it from its console.': 'Ihn zurücksetzen, oder an seiner Konsole neu starten.',
  'QEMU ended with the guest.': 'QEMU endete mit dem Gast.',
  'Start it again.': 'Noch einmal starten.',
  'start again': 'noch einmal starten',
  'The monitor does not answer: another program holds it, or QEMU stands still.':
    'Der Monitor antwortet nicht: Ein anderes Programm hat ihn, oder QEMU steht still.',
  'Close the other program, or give QEMU a second -qmp socket.':
    'Das andere Programm schließen, oder QEMU einen zweiten -qmp-Socket geben.',
  'The monitor sends a line without end.': 'Der Monitor sendet eine Zeile ohne Ende.',
  'QEMU did not answer {0} within {1} s.': 'QEMU antwortete auf {0} nicht innerhalb von {1} s.',
  'The monitor connection was closed.': 'Die Verbindung zum Monitor wurde geschlossen.',
  'QEMU has closed its monitor.': 'QEMU hat seinen Monitor geschlossen.',
  'The monitor does not speak QMP.': 'Der Monitor spricht kein QMP.',
  'Check the -qmp option of the guest.': 'Die Option -qmp des Gasts prüfen.',
  'QEMU refused: {0}': 'QEMU lehnte ab: {0}',
  '{0} has no {1}: {2}.': '{0} hat kein {1}: {2}.',
  'its processor shows no virtualization extensions': 'sein Prozessor zeigt keine Virtualisierung',
  '/dev/kvm is not there': '/dev/kvm ist nicht da',
  'running guests cannot be found': 'laufende Gäste sind nicht zu finden',
  'Only Linux hosts are read.': 'Nur Linux-Hosts werden gelesen.',
  'no guest can be started': 'kein Gast lässt sich starten',
  'Install QEMU on {0}.': 'QEMU auf {0} installieren.',
  'running guests cannot be read': 'laufende Gäste sind nicht lesbar',
  'Install coreutils there.': 'Dort coreutils installieren.',
  'Install util-linux there.': 'Dort util-linux installieren.',
  "other accounts' sockets cannot be reached": 'Sockets anderer Konten sind nicht erreichbar',
  ', KVM offered': ', KVM vorhanden',
  'Set an elevation (sudo or ksu) for this host.': 'Für diesen Host sudo oder ksu einstellen.',
  'This belongs to {0}; {1} may not do it on {2}.': 'Das gehört {0}; {1} darf es auf {2} nicht.',
  'Power it off; then its process is ended by a signal.':
    'Ihn ausschalten; dann beendet ein Signal seinen Prozess.',
  'QEMU could not write the state: {0}': 'QEMU konnte den Zustand nicht schreiben: {0}',
  'Its directory cannot be read, so it could not be started again.':
    'Sein Verzeichnis ist nicht lesbar, darum ließe er sich nicht wieder starten.',
  '{0} is no absolute path.': '{0} ist kein absoluter Pfad.',
  'No saved state of {0} is known on {1}.': 'Auf {1} ist kein gesicherter Zustand von {0} bekannt.',
  'Start it instead.': 'Ihn stattdessen starten.',
  'Start file': 'Startdatei',
  Directory: 'Verzeichnis',
  Program: 'Programm',
  'No start script or argument file stands beside its configuration.':
    'Neben der Konfiguration liegt weder Startskript noch Argumentdatei.',
  'Its state of {0} UTC is kept in {1}.': 'Der Zustand vom {0} UTC liegt in {1}.',
  '{0} (password)': '{0} (mit Passwort)',
  starting: 'startet',
  'A disk error stopped it; unpause tries again.':
    'Ein Plattenfehler hat ihn angehalten; Fortsetzen versucht es wieder.',
  'The guest sleeps (ACPI S3); unpause wakes it.': 'Der Gast schläft (ACPI S3); Fortsetzen weckt ihn.',
  'Its state was written or migrated; unpause lets it go on here.':
    'Sein Zustand wurde gesichert oder verschoben; Fortsetzen lässt ihn hier weiterlaufen.',
  'The guest has shut down; its QEMU stays because it was told so.':
    'Der Gast ist heruntergefahren; sein QEMU bleibt, weil es so gestartet wurde.',
  'Guests run without acceleration (TCG); switch it on in the firmware.':
    'Gäste laufen ohne Beschleunigung (TCG); in der Firmware einschalten.',
  'Another program is connected to this serial port, which serves one at a time.':
    'Ein anderes Programm ist mit diesem seriellen Port verbunden, der nur eines bedient.',
  'Serial console {0}': 'Serielle Konsole {0}',
  'It has no QMP socket: only its process can be seen.':
    'Er hat keinen QMP-Socket: Nur sein Prozess ist zu sehen.',
  'It has no QMP socket; only its process can be seen.':
    'Er hat keinen QMP-Socket; nur sein Prozess ist zu sehen.',
  'libvirt holds its monitor; manage it with libvirt.': 'libvirt hält seinen Monitor; mit libvirt verwalten.',
  'A second process of {0}.': 'Ein zweiter Prozess von {0}.',
  'The guest did not shut down within {0} s; it is powered off.':
    'Der Gast fuhr innerhalb von {0} s nicht herunter; er wird ausgeschaltet.',
  'It has a saved state and is resumed from it; remove the state to boot it afresh.':
    'Er hat einen gesicherten Zustand und geht von dort weiter; zum Neustart den Zustand entfernen.',
  'In {0}, as {1}: {2}': 'In {0}, als {1}: {2}',
  '{0} MiB written': '{0} MiB geschrieben',
  'writing its state': 'schreibt seinen Zustand',
  'reading its state': 'liest seinen Zustand',
  'Its state is in {0}.': 'Sein Zustand liegt in {0}.',
  'It goes on from its saved state.': 'Er geht von seinem gesicherten Zustand weiter.',
  'Finding a place for the state': 'Einen Ort für den Zustand zu finden',
  'Removing the state': 'Den Zustand zu entfernen',
  'Keeping the state': 'Den Zustand aufzuheben',
  'Removing the used state': 'Den verbrauchten Zustand zu entfernen',
};
