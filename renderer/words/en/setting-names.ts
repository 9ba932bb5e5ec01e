import type { SettingWords } from '../setting-words.ts';

export const settingNames: SettingWords = {
  theme: {
    title: 'Theme',
    help: 'Colours of the window and its terminals.',
    options: { system: 'System', light: 'Light', dark: 'Dark', contrast: 'High contrast' },
  },
  density: {
    title: 'Row height',
    help: 'How close the rows of the table stand.',
    options: { normal: 'Normal', compact: 'Compact' },
  },
  language: {
    title: 'Language',
    help: 'What hosts and their tools say stays as it is.',
    options: { system: 'System', en: 'English', de: 'Deutsch' },
  },
  terminalFont: { title: 'Terminal font', help: "Empty: the system's monospace font." },
  terminalSize: { title: 'Terminal text size', help: 'In pixels.' },
  scrollback: { title: 'Scrollback', help: 'Lines a terminal keeps above what is in sight.' },
  copyOnSelect: { title: 'Copy what is selected', help: 'Selecting in a terminal copies at once.' },
  pasteGuard: {
    title: 'Ask before pasting several lines',
    help: 'A shell would run each line that is pasted.',
  },
  bell: {
    title: 'Bell',
    help: 'What a terminal does when a program rings. Out of sight its tab shows a bell.',
    options: { none: 'Nothing', visual: 'Its edge lights up', sound: 'A short tone' },
  },
  backspace: {
    title: 'Backspace sends',
    help: 'Each console can have its own; see its menu.',
    options: { delete: 'Delete (0x7f)', 'ctrl-h': 'Ctrl+H (0x08)' },
  },
  functionKeys: {
    title: 'Function keys of',
    help: 'The terminal that programs take this one for. Each console can have its own.',
    options: { xterm: 'xterm', vt: 'VT220', linux: 'Linux', vt100: 'VT100+', sco: 'SCO' },
  },
  alt: {
    title: 'Alt (Option) in terminals is',
    help: 'Each console can have its own; see its menu.',
    options: { meta: 'Meta: Escape before the key', characters: 'No Meta: the character alone' },
  },
  keypad: {
    title: 'Number pad sends',
    help: 'Programs may ask for its application mode. Each console can have its own.',
    options: { numbers: 'Numbers, always', application: 'What a program asks for' },
  },
  leader: {
    title: 'Leader inside consoles',
    help: 'Held down, it makes a key the window’s own; every other key belongs to the guest.',
    options: { 'Ctrl+Shift': 'Ctrl+Shift', 'Ctrl+Alt': 'Ctrl+Alt', 'Alt+Shift': 'Alt+Shift' },
  },
  restoreConsoles: {
    title: 'Restore consoles and view',
    help: 'The next start opens again what is open now.',
  },
  previews: { title: 'Small pictures', help: 'Of the screens of running guests, in table and details.' },
  ownTerminal: {
    title: 'Terminal outside the window',
    help: 'What a text console opens in where its menu says: in a terminal of its own.',
    options: {
      usual: 'The first there is',
      'x-terminal-emulator': 'x-terminal-emulator',
      'gnome-terminal': 'gnome-terminal',
      konsole: 'konsole',
      'xfce4-terminal': 'xfce4-terminal',
      'mate-terminal': 'mate-terminal',
      kitty: 'kitty',
      alacritty: 'alacritty',
      foot: 'foot',
      xterm: 'xterm',
    },
  },
  scaling: {
    title: 'Screens open',
    help: 'How large the screen of a guest is drawn at first.',
    options: { fit: 'Scaled to fit', actual: 'At actual size', guest: 'Guest follows' },
  },
  notify: {
    title: 'Messages',
    help: 'Of the system, while you look elsewhere: jobs that end, guests that crash or vanish, hosts lost and back.',
    options: { all: 'All', troubles: 'Troubles only', off: 'None' },
  },
  quietHours: { title: 'Quiet hours', help: 'No messages then. The tray shows what happened.' },
  tray: { title: 'Tray', help: 'Stay in the tray when the window is closed. Desktop application only.' },
  autostart: { title: 'Start with the system', help: 'When you log in. Desktop application only.' },
  startHidden: { title: 'Start in the tray', help: 'Without a window. Desktop application only.' },
  paletteShortcut: {
    title: 'Commands from anywhere',
    help: 'Keys that bring the palette up over any program. Empty: none. Desktop application only.',
  },
  updates: {
    title: 'New versions',
    help: 'Where they are looked for. Installed by themselves only where their signature is checked.',
    options: { off: 'Not at all', stable: 'Stable', beta: 'Beta' },
  },
};
