/** Every action of the window: its id, where its keys count, and the keys it has at first. Pure. */

/**
 * window: anywhere but in a console; keys without Ctrl or Alt not in a field either.
 * table: while the table has the keyboard. console: inside a console, with the leader.
 */
export type Scope = 'window' | 'table' | 'console';

interface Entry {
  readonly scope: Scope;
  /** `Ctrl+K`, `g a`, `Leader+C`. */
  readonly keys: readonly string[];
}

const inWindow = (...keys: readonly string[]): Entry => ({ scope: 'window', keys });
const inTable = (...keys: readonly string[]): Entry => ({ scope: 'table', keys });
const inConsole = (...keys: readonly string[]): Entry => ({
  scope: 'console',
  keys: keys.map((key) => `Leader+${key}`),
});

export const COMMANDS = {
  'palette.open': inWindow('Ctrl+K'),
  'help.shortcuts': inWindow('?'),
  'settings.open': inWindow('Ctrl+,'),
  'settings.shortcuts': inWindow(),
  'vault.open': inWindow(),
  'about.open': inWindow(),
  'report.open': inWindow(),
  'table.filter': inWindow('/'),
  'table.focus': inWindow('g t'),
  'table.strip': inWindow('Ctrl+`'),
  'table.export-csv': inWindow(),
  'table.export-json': inWindow(),
  'call.edit': inWindow('e', 'Ctrl+L'),
  'view.all': inWindow('g a'),
  'view.running': inWindow('g r'),
  'view.off': inWindow('g o'),
  'view.lost': inWindow('g l'),
  'view.drift': inWindow('g d'),
  'source.all': inWindow(),
  'source.list': inWindow(),
  'source.enumerate': inWindow(),
  'group.host': inWindow(),
  'group.group': inWindow(),
  'group.owner': inWindow(),
  'table.columns': inWindow(),
  'view.save': inWindow(),
  'pane.sidebar': inWindow('Ctrl+B'),
  'pane.details': inWindow('Ctrl+I'),
  'jobs.open': inWindow('g j'),
  'history.open': inWindow('g h'),
  'shell.local': inWindow(),
  'files.local': inWindow(),
  'snippets.edit': inWindow(),
  'transcripts.open': inWindow(),
  'guest.new': inWindow(),
  'host.add': inWindow(),
  'hosts.import': inWindow(),
  'calls.import': inWindow(),
  'tab.1': inWindow('Ctrl+1'),
  'tab.2': inWindow('Ctrl+2'),
  'tab.3': inWindow('Ctrl+3'),
  'tab.4': inWindow('Ctrl+4'),
  'tab.5': inWindow('Ctrl+5'),
  'tab.6': inWindow('Ctrl+6'),
  'tab.7': inWindow('Ctrl+7'),
  'tab.8': inWindow('Ctrl+8'),
  'tab.9': inWindow('Ctrl+9'),
  'row.next': inTable('Down', 'j'),
  'row.previous': inTable('Up', 'k'),
  'row.page-down': inTable('PageDown'),
  'row.page-up': inTable('PageUp'),
  'row.first': inTable('Home'),
  'row.last': inTable('End'),
  'row.unfold': inTable('Right'),
  'row.fold': inTable('Left'),
  'table.left': inTable('Shift+Left'),
  'table.right': inTable('Shift+Right'),
  'row.select': inTable('Space'),
  'row.unselect': inTable('Escape'),
  'row.select-next': inTable('Shift+Down', 'J'),
  'row.select-previous': inTable('Shift+Up', 'K'),
  'row.select-page-down': inTable('Shift+PageDown'),
  'row.select-page-up': inTable('Shift+PageUp'),
  'row.select-first': inTable('Shift+Home'),
  'row.select-last': inTable('Shift+End'),
  'row.select-all': inTable('Ctrl+A'),
  'row.menu': inTable('.', 'ContextMenu'),
  'machine.open': inTable('Enter'),
  'machine.start': inTable('s'),
  'machine.shutdown': inTable('x'),
  'machine.resume': inTable(),
  'machine.wake': inTable(),
  'machine.reboot': inTable(),
  'machine.pause': inTable(),
  'machine.unpause': inTable(),
  'machine.suspend': inTable(),
  'machine.reset': inTable(),
  'machine.poweroff': inTable(),
  'machine.favourite': inTable('f'),
  'machine.tags': inTable('t'),
  'machine.note': inTable('n'),
  'machine.rename': inTable('F2'),
  'machine.copy-name': inTable(),
  'machine.copy-path': inTable(),
  'machine.copy-link': inTable(),
  'machine.refresh': inTable(),
  'guest.here': inTable(),
  'console.table': inConsole('M'),
  'console.copy': inConsole('C'),
  'console.paste': inConsole('V'),
  'console.find': inConsole('F'),
  'console.larger': inConsole('+'),
  'console.smaller': inConsole('-'),
  'console.normal': inConsole('0'),
  'console.strip': inConsole('`'),
  'console.next-tab': inConsole('Right'),
  'console.previous-tab': inConsole('Left'),
  'console.close': inConsole('X'),
  'console.split-right': inConsole('D'),
  'console.split-below': inConsole('S'),
  'console.detach': inConsole('O'),
  'console.full': inConsole('Enter'),
  'console.share': inConsole('B'),
  'console.snippets': inConsole('Y'),
  'console.local-shell': inConsole('L'),
  'console.files': inConsole('E'),
} as const satisfies Readonly<Record<string, Entry>>;

export type CommandId = keyof typeof COMMANDS;
export const COMMAND_IDS = Object.keys(COMMANDS) as readonly CommandId[];
export const isCommand = (id: string): id is CommandId => Object.hasOwn(COMMANDS, id);
export const scopeOf = (id: CommandId): Scope => COMMANDS[id].scope;
