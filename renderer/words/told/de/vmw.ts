/** What core/plugins/vmw tells, in German. */
import type { Told } from '../../told.ts';

export const vmw: Told = {
  'The configuration of {0} cannot be read on {1}.': 'Die Konfiguration von {0} ist auf {1} nicht lesbar.',
  '{0} does not tell its VMware guests.': '{0} nennt seine VMware-Gäste nicht.',
  '{0} {1} after {2} s.': '{0} {1} nach {2} s.',
  'does not run': 'läuft nicht',
  'still runs': 'läuft noch',
  'vmware.log beside its .vmx file tells why.': 'vmware.log neben der .vmx-Datei sagt, warum.',
  'VMware keeps saved states itself.': 'VMware bewahrt gesicherte Zustände selbst.',
  'VMware starts no guest paused.': 'VMware startet keinen Gast angehalten.',
  'asked to shut down': 'um Herunterfahren gebeten',
  'It is powered off.': 'Er ist ausgeschaltet.',
  'asked to reboot': 'um Neustart gebeten',
  '{0} did not reboot within {1} s.': '{0} startete nicht innerhalb von {1} s neu.',
  'Reset it, or install VMware Tools (open-vm-tools) in it.':
    'Ihn zurücksetzen, oder VMware Tools (open-vm-tools) darin installieren.',
  'guests of VMware are neither seen nor started': 'Gäste von VMware werden weder gesehen noch gestartet',
  'Install VMware VIX on {0}: this Player comes without it.':
    'VMware VIX auf {0} installieren: Dieser Player kommt ohne.',
  'Run vmware-modconfig --console --install-all on {0} as root (with Secure Boot the module must be signed).':
    'vmware-modconfig --console --install-all auf {0} als root ausführen (mit Secure Boot muss das Modul signiert sein).',
  'Number there': 'Nummer dort',
  'ESXi cannot {0} guests.': 'ESXi kann Gäste nicht anhalten ({0}).',
  'Suspend it instead.': 'Ihn stattdessen in den Ruhezustand schicken.',
  '{0} is not in the inventory of {1}.': '{0} ist nicht im Inventar von {1}.',
  'VMware Tools do not run in the guest: it cannot be asked.':
    'Im Gast laufen keine VMware Tools: Er kann nicht gebeten werden.',
  'Install open-vm-tools in it, or power it off.': 'open-vm-tools darin installieren, oder ihn ausschalten.',
  'The kernel modules of VMware (vmmon) are not loaded on {0}: no guest can be started.':
    'Die Kernelmodule von VMware (vmmon) sind auf {0} nicht geladen: Kein Gast lässt sich starten.',
  'Run vmware-modconfig --console --install-all there as root.':
    'Dort vmware-modconfig --console --install-all als root ausführen.',
  'VMware on {0} does not let this account at it.': 'VMware auf {0} lässt dieses Konto nicht daran.',
  'Guests belong to the account that made them: connect as that one.':
    'Gäste gehören dem Konto, das sie angelegt hat: als dieses verbinden.',
  'VMware has it locked: it runs, or another program has it open.':
    'VMware hat ihn gesperrt: Er läuft, oder ein anderes Programm hat ihn offen.',
  'Close it there, or remove the .lck folder beside it once nothing has it open.':
    'Dort schließen, oder den Ordner .lck daneben entfernen, wenn ihn nichts mehr offen hat.',
  '{0} has no vmrun.': '{0} hat kein vmrun.',
  'Install VMware Workstation on {0}, or VIX beside Player.':
    'VMware Workstation auf {0} installieren, oder VIX zu Player.',
  'VMware failed on {0}: {1}': 'VMware schlug auf {0} fehl: {1}',
  'Install VMware Workstation or Fusion on {0}; on ESXi enable SSH.':
    'VMware Workstation oder Fusion auf {0} installieren; auf ESXi SSH einschalten.',
};
