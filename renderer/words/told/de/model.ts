/** What core/model tells, in German. */
import type { Told } from '../../told.ts';

export const model: Told = {
  'No machine matches {0}.': 'Keine Maschine passt auf {0}.',
  'Check the spelling, or refresh its host.': 'Die Schreibweise prüfen, oder ihren Host neu abfragen.',
  '{0} machines match {1}.': '{0} Maschinen passen auf {1}.',
  'Add a further part, such as the host, UUID or path.':
    'Einen weiteren Teil nennen, etwa Host, UUID oder Pfad.',
  'Start it first.': 'Sie zuerst starten.',
  'Only a running machine can be paused.': 'Nur eine laufende Maschine lässt sich anhalten.',
  'Only a paused machine can be continued.': 'Nur eine angehaltene Maschine lässt sich fortsetzen.',
  'The MAC of {0} is not known.': 'Die MAC von {0} ist nicht bekannt.',
  'Write it into hosts.yaml, as mac: 52:54:00:12:34:56 for instance.':
    'Sie in hosts.yaml eintragen, etwa als mac: 52:54:00:12:34:56.',
  '{0} is {1} itself.': '{0} ist {1} selbst.',
  'Address the host: -t pm.': 'Den Host ansprechen: -t pm.',
  '{0} is the RDP server of {1}: only clients are ended.':
    '{0} ist der RDP-Server von {1}: Beendet werden nur Clients.',
  'Reconnect the host.': 'Den Host neu verbinden.',
  '{0} has no stored configuration to start from.': '{0} hat keine gespeicherte Konfiguration zum Starten.',
  '{0} offers no console.': '{0} hat keine Konsole.',
  'The screen, in the window.': 'Der Bildschirm, im Fenster.',
  'No console is opened.': 'Keine Konsole wird geöffnet.',
  '{0} ({1}) has no {2} console{3} now.': '{0} ({1}) hat jetzt keine {2}-Konsole{3}.',
  'It must run for one.': 'Dafür muss sie laufen.',
  'It offers {0}.': 'Es gibt {0}.',
  '{0} {1} runs on {2}.': '{0} {1} läuft auf {2}.',
  'Name the host behind the call.': 'Den Host hinter dem Aufruf nennen.',
  'start another {0}': 'noch ein {0} starten',
  '{0} {1} runs on {2} already.': '{0} {1} läuft schon auf {2}.',
  'End it first (cancel), use REUSE, CONNECT or RECONNECT, or allow a second one: -A 1.':
    'Es zuerst beenden (cancel), REUSE, CONNECT oder RECONNECT nehmen, oder ein zweites erlauben: -A 1.',
  'The label of the {0} session is missing.': 'Das Label der {0}-Sitzung fehlt.',
  'Name it: l:tst1.': 'Es nennen: l:tst1.',
  '{0} sessions are more than one call may start.': '{0} Sitzungen sind mehr, als ein Aufruf starten darf.',
  'At most {0}: BULK:{1}.': 'Höchstens {0}: BULK:{1}.',
  'Internal error: {0}': 'Interner Fehler: {0}',
  "'{0}' is no MAC.": '„{0}“ ist keine MAC.',
  'The SecureOn password is not six pairs of hex digits.':
    'Das SecureOn-Passwort besteht nicht aus sechs Paaren hexadezimaler Ziffern.',
  "'{0}' is no key.": '„{0}“ ist kein Schlüssel.',
  'Keys are letters, digits, _ and -.': 'Schlüssel sind Buchstaben, Ziffern, _ und -.',
  'The value of {0} has a quote or a line end in it.':
    'Der Wert von {0} enthält ein Anführungszeichen oder Zeilenende.',
  'Leave that out.': 'Das weglassen.',
  'asked over SSH': 'über SSH gebeten',
  forced: 'erzwungen',
  'by its hypervisor': 'durch seinen Hypervisor',
  'by a magic packet': 'durch ein Magic Packet',
  'by its controller': 'durch seinen Controller',
  'until {0} answers': 'bis {0} antwortet',
  '{0} is no action on a machine.': '{0} ist keine Aktion für eine Maschine.',
  'Call it by itself.': 'Es für sich aufrufen.',
  "'{0}' is no name for a machine.": '„{0}“ ist kein Name für eine Maschine.',
  'Use letters, digits and - _ . +, a letter or digit first, 63 at most.':
    'Buchstaben, Ziffern und - _ . + nehmen, zuerst einen Buchstaben oder eine Ziffer, höchstens 63.',
  'Choose another name.': 'Einen anderen Namen wählen.',
  '{0} goes by {1}, not by {2}.': '{0} geht über {1}, nicht über {2}.',
  'Give VIA:{0}, or leave VIA out.': 'VIA:{0} angeben, oder VIA weglassen.',
  'It speaks RDP: "Open with FreeRDP" shows it.': 'Sie spricht RDP: „Mit FreeRDP öffnen“ zeigt sie.',
  'its configuration': 'seine Konfiguration',
  'A host is called what hosts.yaml calls it.': 'Ein Host heißt, wie hosts.yaml ihn nennt.',
  'Write another name: for {0} there.': 'Dort einen anderen Namen schreiben: für {0}.',
  'QEMU gives {0} no other name while it runs, and knows none while it does not.':
    'QEMU gibt {0} keinen anderen Namen, solange sie läuft, und kennt keinen, solange nicht.',
  'Its name is the LABEL of {0}: change it there.': 'Ihr Name ist das LABEL von {0}: Dort ändern.',
  'libvirt runs {0}, and renames only what is off.': 'libvirt führt {0} aus und benennt nur um, was aus ist.',
  'Shut it down, then give it another name on its host: virsh domrename {0} NAME.':
    'Sie herunterfahren und dann auf ihrem Host umbenennen: virsh domrename {0} NAME.',
  'VMware has no command that renames {0}.': 'VMware hat keinen Befehl, der {0} umbenennt.',
  'Its name is the displayName in {0}: change it there while it is off.':
    'Ihr Name ist der displayName in {0}: Dort ändern, solange sie aus ist.',
  'The name of {0} stands in its command line, which cannot be changed.':
    'Der Name von {0} steht in der Befehlszeile, die sich nicht ändern lässt.',
  'End it and start another under that name.': 'Beenden und eine andere unter diesem Namen starten.',
  'VirtualBox renames {0} only while it is off.': 'VirtualBox benennt {0} nur um, solange sie aus ist.',
  'Shut it down first.': 'Sie zuerst herunterfahren.',
  'libvirt has defined {0}, and for Xen it renames none.':
    'libvirt hat {0} definiert, und benennt für Xen keine um.',
  'Write it out with virsh dumpxml, undefine it, and define it under another name.':
    'Mit virsh dumpxml ausgeben, undefine, und unter einem anderen Namen definieren.',
  '{0} is {1}, and Xen renames what runs.': '{0} {1:is}, und Xen benennt um, was läuft.',
  'Change its name in {0}.': 'Den Namen in {0} ändern.',
  'true or false': 'wahr oder falsch',
  'a whole number from {0} to {1}': 'eine ganze Zahl von {0} bis {1}',
  'a text of at most {0} characters': 'ein Text von höchstens {0} Zeichen',
  'empty, or a text like {0}': 'leer, oder ein Text wie {0}',
  'processors (VCPU)': 'Prozessoren (VCPU)',
  'MiB of memory (VRAM)': 'MiB Speicher (VRAM)',
  '{0} needs {1} ({2}), which {3} does not offer ({4}).':
    '{0} braucht {1} ({2}), was {3} nicht bietet ({4}).',
  'Correct their configurations, or switch the check off: STACKCHECK:{0}.':
    'Ihre Konfigurationen berichtigen, oder die Prüfung abschalten: STACKCHECK:{0}.',
  '{0} needs {1} {2}, {3} has {4}.': '{0} braucht {1} {2}, {3} hat {4}.',
  'Give it less, or switch the check off: STACKCHECK:NOHWCAP.':
    'Weniger geben, oder die Prüfung abschalten: STACKCHECK:NOHWCAP.',
  '{0} is {1}, which {2} ({3}) cannot run.': '{0} ist {1}, was {2} ({3}) nicht ausführen kann.',
  'Switch the check off with STACKCHECK:NOHWCAP if it can.':
    'Die Prüfung mit STACKCHECK:NOHWCAP abschalten, falls doch.',
  'A VMSTACK is created, and cannot {0}.': 'Einen VMSTACK kann man nur anlegen, nicht {0:verb}.',
  'Use CREATE for each of its layers.': 'CREATE für jede seiner Schichten nehmen.',
  '{0} ({1}) cannot be layer {2} of a stack.': '{0} ({1}) kann nicht Schicht {2} eines Stapels sein.',
  '{0} does not stand in {1}.': '{0} steht nicht in {1}.',
  '{0} is not known as a host: add it to the inventory, and start it once.':
    '{0} ist nicht als Host bekannt: ins Inventar aufnehmen, und einmal starten.',
  'Give {0} the target {1}.': '{0} das Ziel {1} geben.',
  '{0} runs already.': '{0} läuft schon.',
  'Use it again with -k REUSE:1, or stop it first.': 'Mit -k REUSE:1 wieder nutzen, oder zuerst stoppen.',
  '{0} runs as {1}, not as {2}.': '{0} läuft als {1}, nicht als {2}.',
  'Stop it there first, or ask for that place.': 'Dort zuerst stoppen, oder diesen Ort verlangen.',
  'mac {0}': 'MAC {0}',
  'uuid {0}': 'UUID {0}',
  'name {0}': 'Name {0}',
  '{0} itself is not known.': '{0} selbst ist nicht bekannt.',
  'Refresh {0}.': '{0} neu abfragen.',
  'INIT with FORCE does nothing: only the system itself changes its run level.':
    'INIT mit FORCE tut nichts: Nur das System selbst wechselt seinen Runlevel.',
  'Leave FORCE out.': 'FORCE weglassen.',
  'FORCE requires SELF for a host.': 'FORCE verlangt für einen Host SELF.',
  'Add SELF, or leave FORCE out.': 'SELF ergänzen, oder FORCE weglassen.',
  '{0} of a physical machine is POWEROFF.': '{0} einer physischen Maschine ist POWEROFF.',
  '{0} does not answer: what runs inside is not asked.':
    '{0} antwortet nicht: Was darin läuft, wird nicht gebeten.',
  'Ends with it: {0}.': 'Endet mit: {0}.',
  'It is {0} and cannot be asked.': 'Sie {0:is} und kann nicht gebeten werden.',
  'Nothing here can {0} it.': 'Nichts hier kann sie {0:verb}.',
  '{0} and {1} more': '{0} und {1} weitere',
  '{0} does not answer; the state of {1} is not known.':
    '{0} antwortet nicht; der Zustand von {1} ist nicht bekannt.',
  '{0} is {1}; wait for the end of it.': '{0} {1:is}; auf das Ende warten.',
  '{0} is {1}.': '{0} {1:is}.',
  'This is a bug of ctys; please report it with the details.':
    'Das ist ein Fehler von ctys; bitte mit den Einzelheiten melden.',
  'A PM stands at the bottom only; above it are virtual machines.':
    'Eine PM steht nur ganz unten; darüber sind virtuelle Maschinen.',
  Screen: 'Bildschirm',
  'It runs already; connect to it, or shut it down first.':
    'Sie läuft schon; verbinden, oder zuerst herunterfahren.',
  'It is up already; connect to it.': 'Er ist schon an; verbinden.',
  'There is no saved state; start it instead.': 'Es gibt keinen gesicherten Zustand; sie starten.',
  'The name holds until it ends; its configuration keeps the old one.':
    'Der Name gilt, bis sie endet; ihre Konfiguration behält den alten.',
  'Text, in the terminal of the caller. Ctrl+] lets go of it.':
    'Text, im Terminal des Aufrufers. Strg+] lässt los.',
  'As CLI; the guest does not depend on it.': 'Wie CLI; der Gast hängt nicht davon ab.',
  'Text, in the window; without a display as CLI.': 'Text, im Fenster; ohne Display wie CLI.',
  'As XTERM.': 'Wie XTERM.',
  'Text, in an ansi-term of the Emacs of the caller.': 'Text, in einem ansi-term im Emacs des Aufrufers.',
  'As EMACS, with a shell of the host below it.': 'Wie EMACS, darunter eine Shell des Hosts.',
  'As EMACS.': 'Wie EMACS.',
  'As EMACSM.': 'Wie EMACSM.',
  'As VNC; the guest does not depend on it.': 'Wie VNC; der Gast hängt nicht davon ab.',
};
