/** What core/ctys tells of the words of a call, in German: its options, actions and fields of filters. */
import type { Told } from '../../told.ts';

export const helps: Told = {
  // Options.
  'What is done. Without it: INFO.': 'Was getan wird. Ohne: INFO.',
  'Technology; VNC for CREATE and CANCEL, else ALL.': 'Technik; VNC für CREATE und CANCEL, sonst ALL.',
  'Technologies that generic actions take into account.':
    'Techniken, die allgemeine Aktionen berücksichtigen.',
  'Whether labels may repeat and hosts be named twice.':
    'Ob Labels mehrfach vorkommen und Hosts doppelt genannt sein dürfen.',
  'Staying with the caller or not, one after the other or together.':
    'Im Vordergrund oder nicht, nacheinander oder gleichzeitig.',
  'Which records of known machines resolve an address.':
    'Welche Datensätze bekannter Maschinen Adressen auflösen.',
  'Whether answers of a moment ago are used again.': 'Ob eben erhaltene Antworten wieder verwendet werden.',
  'What is told of the work besides; PRINTFINAL shows the final call.':
    'Was über die Arbeit berichtet wird; PRINTFINAL zeigt den endgültigen Aufruf.',
  'Another local display.': 'Ein anderes lokales Display.',
  'The target is the last hop.': 'Das Ziel ist der letzte Sprung.',
  'Nothing is installed on hosts, so every target is.':
    'Auf Hosts wird nichts installiert, darum ist es jedes Ziel.',
  'Small doubts are ignored; never destructive.': 'Kleine Zweifel werden übergangen; zerstört nie etwas.',
  'Version asked of the remote side.': 'Von der Gegenseite verlangte Version.',
  'There is none to ask: no effect.': 'Es gibt keine zu fragen: ohne Wirkung.',
  'Size and place of a client’s window; characters for terminals.':
    'Größe und Ort des Client-Fensters; bei Terminals in Zeichen.',
  'Short help.': 'Kurze Hilfe.',
  'Help on a word of the language.': 'Hilfe zu einem Wort der Sprache.',
  'Job id of a nested call.': 'Job-ID eines inneren Aufrufs.',
  'Whether layers of a stack that run already are used.':
    'Ob schon laufende Schichten eines Stapels genutzt werden.',
  'User on targets that name none.': 'Benutzer auf Zielen, die keinen nennen.',
  'Where client and server run.': 'Wo Client und Server laufen.',
  'CF: a viewer of yours through a tunnel. Else screens come through the SSH connection of their host.':
    'CF: ein eigener Betrachter durch einen Tunnel. Sonst kommen Bildschirme durch die SSH-Verbindung ihres Hosts.',
  'Printed before the target’s output.': 'Steht vor der Ausgabe des Ziels.',
  'The plan is shown; nothing is done.': 'Der Plan wird gezeigt; getan wird nichts.',
  'Appended to the options in front of the first target.':
    'Wird an die Optionen vor dem ersten Ziel angehängt.',
  'Folders of the databases enum.fdb and macmap.fdb.': 'Ordner der Datenbanken enum.fdb und macmap.fdb.',
  'The default folder of the databases.': 'Der vorgegebene Ordner der Datenbanken.',
  'No effect: it is the default.': 'Ohne Wirkung: Es ist die Vorgabe.',
  'Size of a server’s screen.': 'Größe des Bildschirms eines Servers.',
  'Whose sessions are considered.': 'Wessen Sitzungen berücksichtigt werden.',
  'Signals the caller ignores.': 'Signale, die der Aufrufer übergeht.',
  'No effect: consoles pass all keys on.': 'Ohne Wirkung: Konsolen reichen alle Tasten weiter.',
  'Version and components.': 'Version und Bestandteile.',
  'Nothing (historical).': 'Nichts (historisch).',
  'No effect.': 'Ohne Wirkung.',
  'Workspace for windows.': 'Arbeitsfläche für Fenster.',
  'No effect: the window manager places our windows.': 'Ohne Wirkung: Fenster setzt der Window-Manager.',
  'Who answers nested questions.': 'Wer innere Fragen beantwortet.',
  'No effect: hosts are always asked from here.': 'Ohne Wirkung: Hosts werden immer von hier gefragt.',
  'Fields separated by semicolons, nothing else.': 'Nur Felder, durch Strichpunkte getrennt.',
  'Colours on a terminal.': 'Farben im Terminal.',
  'The ssh agent is forwarded.': 'Der ssh-agent wird weitergereicht.',
  'Terminals asked of ssh.': 'Von ssh verlangte Terminals.',
  'Consoles always get one.': 'Konsolen bekommen immer eines.',
  'How root rights are got where they are needed.': 'Wie Root-Rechte erlangt werden, wo sie nötig sind.',
  'For hosts of the inventory it says so itself.': 'Für Hosts des Inventars sagt es das Inventar.',
  'One JSON object a line.': 'Ein JSON-Objekt je Zeile.',
  'Rows as they change, until it is stopped.': 'Zeilen, sobald sie sich ändern, bis zum Abbruch.',
  'The same as -n.': 'Wie -n.',
  'The same as -h.': 'Wie -h.',
  'The same as -v.': 'Wie -v.',
  // Names.
  host: 'Host',
  group: 'Gruppe',
  yours: 'von Ihnen',
  'A named text.': 'Ein Text mit Namen.',
  // Actions.
  'Start, connect to, resume or wake a machine or session.':
    'Maschine oder Sitzung starten, verbinden, fortsetzen oder wecken.',
  'Shut down, power off, reboot, reset, pause or suspend.':
    'Herunterfahren, ausschalten, neu starten, zurücksetzen, anhalten oder schlafen legen.',
  'Give a machine another name, where its hypervisor can.':
    'Eine Maschine umbenennen, wo ihr Hypervisor es kann.',
  'What runs: machines, sessions, tunnels.': 'Was läuft: Maschinen, Sitzungen, Tunnel.',
  'What is configured, running or not.': 'Was eingerichtet ist, ob es läuft oder nicht.',
  'What a host is doing: load, memory, processes, health.':
    'Was ein Host tut: Last, Speicher, Prozesse, Gesundheit.',
  'What a host is: system, processors, software, technologies and rights.':
    'Was ein Host ist: System, Prozessoren, Software, Techniken und Rechte.',
  'The port a client of a session connects to.': 'Der Port, mit dem sich der Client einer Sitzung verbindet.',
  'Whether a machine or session runs: 0 it does, 1 it does not.':
    'Ob eine Maschine oder Sitzung läuft: 0 ja, 1 nein.',
  // Parts of an address.
  'Name of the machine or session.': 'Name der Maschine oder Sitzung.',
  'Path of the configuration, or the number of a session on its host.':
    'Pfad der Konfiguration, oder Nummer einer Sitzung auf ihrem Host.',
  'Path of the configuration; nothing is looked up.': 'Pfad der Konfiguration; nachgeschlagen wird nichts.',
  'A part of the configuration’s path.': 'Ein Teil des Pfads der Konfiguration.',
  'UUID, with or without hyphens.': 'UUID, mit oder ohne Bindestriche.',
  'MAC of one of its network cards.': 'MAC einer ihrer Netzwerkkarten.',
  'IP address or DNS name of the machine.': 'IP-Adresse oder DNS-Name der Maschine.',
  'Folders its configuration is below.': 'Ordner, unter denen ihre Konfiguration liegt.',
  'Number of its record in the database; the rest of the address is ignored beside it.':
    'Nummer ihres Datensatzes in der Datenbank; der Rest der Adresse zählt dann nicht.',
  'Its place among the machines, as the window shows it.':
    'Ihr Ort unter den Maschinen, wie ihn das Fenster zeigt.',
  // CREATE.
  'A console of what runs already; refused if it does not.':
    'Eine Konsole dessen, was schon läuft; läuft es nicht, abgelehnt.',
  'A console if it runs, else start it.': 'Eine Konsole, wenn sie läuft, sonst starten.',
  'Like REUSE, but its other clients are closed first.': 'Wie REUSE, doch vorher enden ihre anderen Clients.',
  'Go on from a saved state; the one kept by the product if no file is named.':
    'Von einem gesicherten Zustand weiter; ohne Datei von dem, den ctys aufhebt.',
  'Go on after PAUSE.': 'Nach PAUSE fortsetzen.',
  'Wake a sleeping host; looked for after so many seconds.':
    'Einen schlafenden Host wecken; nach so vielen Sekunden wird nachgesehen.',
  'How its console is shown.': 'Wie ihre Konsole gezeigt wird.',
  'What it boots from; VHDD if not said.': 'Wovon sie bootet; ohne Angabe VHDD.',
  'Boot medium and target of an installation.': 'Bootmedium und Ziel einer Installation.',
  'A kernel started directly (QEMU).': 'Ein direkt gestarteter Kernel (QEMU).',
  'Further arguments of the server (QEMU).': 'Weitere Argumente des Servers (QEMU).',
  'Working folder (CLI, X11).': 'Arbeitsordner (CLI, X11).',
  'Options of the called program; % is a blank.': 'Optionen des Programms; % ist ein Leerzeichen.',
  'Options of the X toolkit; % is a blank.': 'Optionen des X-Toolkits; % ist ein Leerzeichen.',
  'Instead of the login shell (CLI, X11).': 'Statt der Login-Shell (CLI, X11).',
  'Run inside the shell (CLI, X11); % is a blank.':
    'In der Shell ausgeführt (CLI, X11); % ist ein Leerzeichen.',
  'The X program takes --options.': 'Das X-Programm nimmt --optionen.',
  'The X program takes -options.': 'Das X-Programm nimmt -optionen.',
  'Option that sets the window’s title.': 'Option, die den Fenstertitel setzt.',
  'No title: LIST does not see the session.': 'Kein Titel: LIST sieht die Sitzung nicht.',
  'A plain login. Nothing is installed on hosts, so every one is.':
    'Eine einfache Anmeldung. Auf Hosts wird nichts installiert, darum ist es jede.',
  'It waits before its first instruction until it is unpaused (XEN, QEMU).':
    'Sie wartet vor ihrem ersten Befehl, bis sie fortgesetzt wird (XEN, QEMU).',
  'Wait until it answers to ping.': 'Warten, bis sie auf ping antwortet.',
  'Wait until its sshd answers.': 'Warten, bis ihr sshd antwortet.',
  'Checks before a stack is started.': 'Prüfungen, bevor ein Stapel startet.',
  'Pause after the client’s start.': 'Pause nach dem Start des Clients.',
  'Pause around the server’s start.': 'Pause vor und nach dem Start des Servers.',
  'Parts of the desktop that xstartup starts.': 'Teile des Desktops, die xstartup startet.',
  'Window manager (VNC).': 'Window-Manager (VNC).',
  'As many sessions, with an index behind the label (VNC).':
    'So viele Sitzungen, mit Nummer hinter dem Label (VNC).',
  'Port of display 0; 5900 if not said.': 'Port von Display 0; ohne Angabe 5900.',
  'Port of the VNC server.': 'Port des VNC-Servers.',
  'Port of the RDP server on localhost.': 'Port des RDP-Servers auf localhost.',
  'Host reached without encryption (RDP).': 'Unverschlüsselt erreichter Host (RDP).',
  'Where the packet is sent: a directed broadcast or a host.':
    'Wohin das Paket geht: gerichteter Broadcast oder ein Host.',
  'UDP port of the packet; 9 if not said. With BROADCAST.':
    'UDP-Port des Pakets; ohne Angabe 9. Mit BROADCAST.',
  'MAC the packet is sent to, if not the machine’s.':
    'MAC, an die das Paket geht, wenn nicht die der Maschine.',
  'Network interface the packet leaves by. Instead of BROADCAST.':
    'Schnittstelle, über die das Paket hinausgeht. Statt BROADCAST.',
  'Host that sends the packet; this machine if not said.':
    'Host, der das Paket sendet; ohne Angabe dieser Rechner.',
  'Account for native access to the guest.': 'Konto für den direkten Zugang zum Gast.',
  'How a host is switched, if not in the best way (PM).':
    'Wie ein Host geschaltet wird, wenn nicht auf dem besten Weg (PM).',
  // CANCEL.
  'Upper layers and the system are not asked.': 'Obere Schichten und das System werden nicht gebeten.',
  'Upper layers first. The default.': 'Obere Schichten zuerst. Vorgabe.',
  'The host itself too, last.': 'Zuletzt auch den Host selbst.',
  'Restart the system.': 'Das System neu starten.',
  'Restart the machine.': 'Die Maschine zurücksetzen.',
  'Change the run level, inside the guest.': 'Den Runlevel im Gast wechseln.',
  'Stop it in memory.': 'Im Speicher anhalten.',
  'Save its state to disk and stop.': 'Ihren Zustand auf Platte sichern und stoppen.',
  'Shut down, and power off after so many seconds. The default.':
    'Herunterfahren, nach so vielen Sekunden ausschalten. Vorgabe.',
  'Only its clients.': 'Nur ihre Clients.',
  'Its server.': 'Ihren Server.',
  'Both.': 'Beide.',
  'Seconds each layer gets.': 'Sekunden je Schicht.',
  'Its network card is left armed for Wake-on-LAN (PM).':
    'Seine Netzwerkkarte bleibt scharf für Wake-on-LAN (PM).',
  // RENAME.
  'What it is called from then on.': 'Wie sie von da an heißt.',
  // LIST, ENUMERATE, SHOW and INFO.
  'One JSON object a host.': 'Ein JSON-Objekt je Host.',
  'Sorted by a printed column, over all hosts or each by itself.':
    'Nach einer gezeigten Spalte sortiert, über alle Hosts oder je Host.',
  'A line of titles.': 'Eine Titelzeile.',
  'Titles with the numbers of their fields.': 'Titel mit den Nummern ihrer Felder.',
  'Titles with letters, as spreadsheets have them.': 'Titel mit Buchstaben wie in einer Tabellenkalkulation.',
  'Every field, semicolons between them.': 'Jedes Feld, dazwischen Strichpunkte.',
  'The fields that LIST and ENUMERATE share.': 'Die Felder, die LIST und ENUMERATE gemeinsam haben.',
  'Every field.': 'Jedes Feld.',
  'No field but those named behind it.': 'Nur die dahinter genannten Felder.',
  'Semicolons between fields, no table.': 'Strichpunkte zwischen Feldern statt einer Tabelle.',
  'Guests by address.': 'Gäste mit Adresse.',
  'Guests by name. The default.': 'Gäste mit Namen. Vorgabe.',
  'The standard table; widths of its columns.': 'Die übliche Tabelle; Breiten ihrer Spalten.',
  'The same with interface and accelerator.': 'Dasselbe mit Schnittstelle und Beschleuniger.',
  'A table of any columns. Cuts: none at the right, L at the left, B goes on in further lines.':
    'Eine Tabelle beliebiger Spalten. Gekürzt wird rechts, mit L links, mit B geht es in weiteren Zeilen weiter.',
  'Records with names, numbers and values.': 'Datensätze mit Namen, Nummern und Werten.',
  'One field a line.': 'Ein Feld je Zeile.',
  'XML records.': 'Datensätze in XML.',
  'Account for native access.': 'Konto für den direkten Zugang.',
  'Only machines that pass it, in the words of the window’s filter: state:running%host:lab*.':
    'Nur Maschinen, die es durchlässt, in den Worten des Filters im Fenster: state:running%host:lab*.',
  'Only clients.': 'Nur Clients.',
  'Only servers.': 'Nur Server.',
  'Only tunnels.': 'Nur Tunnel.',
  'Clients, servers and tunnels. The default.': 'Clients, Server und Tunnel. Vorgabe.',
  'Only these technologies.': 'Nur diese Techniken.',
  'Where to look.': 'Wo gesucht wird.',
  'Only machines of these states.': 'Nur Maschinen mit diesen Zuständen.',
  // Filters.
  'turns what follows around': 'kehrt um, was folgt',
  'one or the other': 'das eine oder das andere',
  'what it is doing': 'was sie gerade tut',
  'host it was found on': 'Host, auf dem sie steht',
  technology: 'Technik',
  name: 'Name',
  'one of its tags': 'eines ihrer Schlagworte',
  'a favourite': 'ein Favorit',
  'its colour': 'ihre Farbe',
  'its note': 'ihre Notiz',
  'who it belongs to': 'wem sie gehört',
  'group it belongs to': 'welcher Gruppe sie gehört',
  'group of its host in the inventory': 'Gruppe ihres Hosts im Inventar',
  'how it differs from what is stored': 'wie sie vom Gespeicherten abweicht',
  'one of its addresses': 'eine ihrer Adressen',
  'one of its MAC addresses': 'eine ihrer MAC-Adressen',
  architecture: 'Architektur',
  'its place': 'ihr Ort',
  'file of its configuration': 'Datei ihrer Konfiguration',
  'a configuration is stored': 'eine Konfiguration ist gespeichert',
  'who is connected': 'wer verbunden ist',
  'share of one core': 'Anteil eines Kerns',
  'memory in use, else all it has': 'belegter Speicher, sonst ihr ganzer',
  'memory it has': 'ihr Speicher',
  'processors it has': 'ihre Prozessoren',
  'time since it came up': 'Zeit, seit sie läuft',
  'time since it was seen': 'Zeit, seit sie gesehen wurde',
};
