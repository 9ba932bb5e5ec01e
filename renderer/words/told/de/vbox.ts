/** What core/plugins/vbox tells, in German. */
import type { Told } from '../../told.ts';

export const vbox: Told = {
  '{0} offers no console {1} now.': '{0} hat jetzt keine Konsole {1}.',
  '{0} does not tell its VirtualBox machines.': '{0} nennt seine VirtualBox-Maschinen nicht.',
  '{0} is not {1} after {2} s.': '{0} ist nach {2} s nicht {1}.',
  'Its log tells why: VBoxManage showvminfo {0} --log 0.':
    'Das Protokoll sagt, warum: VBoxManage showvminfo {0} --log 0.',
  'VirtualBox keeps saved states itself.': 'VirtualBox bewahrt gesicherte Zustände selbst.',
  'Leave the file out.': 'Die Datei weglassen.',
  'VirtualBox starts no machine paused.': 'VirtualBox startet keine Maschine angehalten.',
  'Start it, and pause it then.': 'Sie starten und dann anhalten.',
  'It has a saved state and is resumed from it.':
    'Sie hat einen gesicherten Zustand und wird daraus fortgesetzt.',
  'It does not run any more.': 'Sie läuft nicht mehr.',
  '{0} did not take the power button within {1} s.':
    '{0} nahm die Ein-/Aus-Taste nicht innerhalb von {1} s an.',
  'its memory is written': 'ihr Speicher wird geschrieben',
  'Install VirtualBox on {0}.': 'VirtualBox auf {0} installieren.',
  'vboxdrv kernel module is not loaded': 'Kernelmodul vboxdrv ist nicht geladen',
  'No machine can be started: run /sbin/vboxconfig on {0} as root (with Secure Boot the module must be signed).':
    'Keine Maschine lässt sich starten: /sbin/vboxconfig auf {0} als root ausführen (mit Secure Boot muss das Modul signiert sein).',
  'Screens are not served without one: VBoxManage extpack install FILE, Oracle’s (RDP) or that of VNC.':
    'Ohne eines gibt es keine Bildschirme: VBoxManage extpack install DATEI, das von Oracle (RDP) oder das von VNC.',
  'VirtualBox on {0}: there is no {1}.': 'VirtualBox auf {0}: Es gibt kein {1}.',
  'The kernel module of VirtualBox (vboxdrv) is not loaded on {0}: no machine can be started.':
    'Das Kernelmodul von VirtualBox (vboxdrv) ist auf {0} nicht geladen: Keine Maschine lässt sich starten.',
  'Run /sbin/vboxconfig there as root (with Secure Boot the module must be signed).':
    'Dort /sbin/vboxconfig als root ausführen (mit Secure Boot muss das Modul signiert sein).',
  'The processor of {0} does not give VirtualBox its virtualization extensions.':
    'Der Prozessor von {0} gibt VirtualBox seine Virtualisierung nicht.',
  'Switch them on in the firmware, or end the other hypervisor (KVM) there.':
    'Sie in der Firmware einschalten, oder den anderen Hypervisor (KVM) dort beenden.',
  '{0} has not enough memory for it.': '{0} hat nicht genug Speicher dafür.',
  'Stop another guest, or give this one less memory.':
    'Einen anderen Gast stoppen, oder diesem weniger Speicher geben.',
  'VirtualBox has it locked: another program works on it.':
    'VirtualBox hat sie gesperrt: Ein anderes Programm arbeitet daran.',
  'Wait for its end, or close its settings in VirtualBox.':
    'Auf dessen Ende warten, oder ihre Einstellungen in VirtualBox schließen.',
  'VirtualBox on {0} does not know it any more.': 'VirtualBox auf {0} kennt sie nicht mehr.',
  'A file of it, most likely a disk, is not there on {0}.':
    'Eine ihrer Dateien, wohl eine Festplatte, ist nicht auf {0}.',
  '{0} has no VBoxManage.': '{0} hat kein VBoxManage.',
  'it says nothing': 'es sagt nichts',
  'VBoxManage failed on {0}: {1}': 'VBoxManage schlug auf {0} fehl: {1}',
  'The output tells more.': 'Die Ausgabe sagt mehr.',
  Group: 'Gruppe',
  Network: 'Netz',
  'It does not run.': 'Sie läuft nicht.',
  'extension pack': 'Extension Pack',
  'Its host has no extension of VirtualBox that serves screens.':
    'Sein Host hat keine Erweiterung von VirtualBox, die Bildschirme überträgt.',
  'VirtualBox does not serve its screen: its ports may be taken.':
    'VirtualBox überträgt seinen Bildschirm nicht: Vielleicht sind die Ports belegt.',
  'VirtualBox cannot read its configuration: see VBoxManage list vms.':
    'VirtualBox kann seine Konfiguration nicht lesen: siehe VBoxManage list vms.',
  'It ended by itself the last time: VirtualBox calls it aborted.':
    'Er endete zuletzt von selbst: VirtualBox nennt ihn aborted.',
  'It has crashed (guru meditation): power it off or reset it.':
    'Er ist abgestürzt (Guru Meditation): ausschalten oder zurücksetzen.',
  'The output names it; put it there, or take it out of its settings.':
    'Die Ausgabe nennt es; dort hinlegen, oder aus seinen Einstellungen nehmen.',
  '{0}, port {1}': '{0}, Port {1}',
};
