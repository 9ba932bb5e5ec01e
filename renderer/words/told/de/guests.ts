/** What core/ctys/templates tells of new guests, in German. */
import type { Told } from '../../told.ts';

export const guests: Told = {
  '{0}, line {1}: this is no parameter.': '{0}, Zeile {1}: Das ist kein Parameter.',
  'Write KEY="value"; anchors are read, not run.':
    'KEY="Wert" schreiben; Anker werden gelesen, nicht ausgeführt.',
  '{0} stands for itself, in a circle.': '{0} steht im Kreis für sich selbst.',
  'Correct the anchor.': 'Den Anker berichtigen.',
  '{0} wants {1}, which no anchor gives.': '{0} braucht {1}, was kein Anker angibt.',
  'Add {0}=.': '{0}= ergänzen.',
  'The template {0} has no {1}.': 'Die Vorlage {0} hat keine Datei {1}.',
  'Write one; it is what xl reads.': 'Eine schreiben; xl liest sie.',
  'Ramdisk of the installer (MYRAMDISK) is missing: its script is put into it.':
    'Die Ramdisk des Installers (MYRAMDISK) fehlt: In sie kommt sein Skript.',
  'Give it with -D MYRAMDISK=, or in an anchor of your own.':
    'Sie mit -D MYRAMDISK= angeben, oder in einem eigenen Anker.',
  'refuse {0} if that name is taken on {1}': '{0} ablehnen, falls der Name auf {1} vergeben ist',
  'write {0} files to {1}': '{0} Dateien nach {1} schreiben',
  'fetch {0} as {1}': '{0} als {1} holen',
  'put {0} into {1}': '{0} in {1} einfügen',
  'make {0}, {1} MiB, {2}': '{0} anlegen, {1} MiB, {2}',
  'install: start {0}, and wait for its end, {1} min at most':
    'installieren: {0} starten und auf das Ende warten, höchstens {1} min',
  'make {0} a machine: MAGICID-IGNORE becomes MAGICID-XEN':
    '{0} zur Maschine machen: MAGICID-IGNORE wird MAGICID-XEN',
  'start {0}': '{0} starten',
  'createVM has no option {0}.': 'createVM hat keine Option {0}.',
  "One guest is made on one host, and '{0}' is left over.":
    'Ein Gast entsteht auf einem Host, und „{0}“ bleibt übrig.',
  "-D takes KEY=VALUE, not '{0}'.": '-D nimmt KEY=WERT, nicht „{0}“.',
  '{0} is a secret: a call would show it.': '{0} ist ein Geheimnis: Ein Aufruf würde es zeigen.',
  'Write it into an anchor of your own.': 'Es in einen eigenen Anker schreiben.',
  'The template {0} has no anchor {1}.': 'Die Vorlage {0} hat keinen Anker {1}.',
  'It has {0}; your own go to templates/{1} beside hosts.yaml.':
    'Sie hat {0}; eigene kommen nach templates/{1} neben hosts.yaml.',
  'Give it with -D KEY=VALUE, or in an anchor of your own.':
    'Es mit -D KEY=WERT angeben, oder in einem eigenen Anker.',
  '{0} is no parameter of {1}': '{0} ist kein Parameter von {1}',
  // Parameters.
  'Folder of guests': 'Ordner der Gäste',
  'IP address': 'IP-Adresse',
  'Net mask': 'Netzmaske',
  Gateway: 'Gateway',
  'Name server': 'Nameserver',
  Bridge: 'Bridge',
  'Memory, MiB': 'Speicher, MiB',
  'Memory while installed, MiB': 'Speicher beim Installieren, MiB',
  Disk: 'Platte',
  'Size of the disk': 'Größe der Platte',
  Image: 'Abbild',
  'Image it begins as': 'Abbild, mit dem sie beginnt',
  'Kernel of the installer': 'Kernel des Installers',
  'Ramdisk of the installer': 'Ramdisk des Installers',
  'Source of packages': 'Quelle der Pakete',
  'Minutes to install': 'Minuten zum Installieren',
  'letters, digits and ._-, 63 at most': 'aus Buchstaben, Ziffern und ._-, höchstens 63',
  'six bytes as 00:16:3e:00:00:01': 'sechs Bytes wie 00:16:3e:00:00:01',
  'an IP address': 'eine IP-Adresse',
  '32 hexadecimal digits': '32 hexadezimale Ziffern',
  'a whole number': 'eine ganze Zahl',
  'a size as 4G or 512M': 'eine Größe wie 4G oder 512M',
  'sparse or allocated': 'sparse oder allocated',
  'a URL, or a path on the host': 'eine URL oder ein Pfad auf dem Host',
  'a path that begins with / or ~': 'ein Pfad, der mit / oder ~ beginnt',
  'one line': 'eine Zeile',
  'is missing': 'fehlt',
  'has a character that no file could hold: " \' \\ ` < > &':
    'hat ein Zeichen, das keine Datei fassen könnte: " \' \\ ` < > &',
  'is not {0}': 'ist nicht {0}',
};
