/** What was kept of consoles. */

export const transcripts = {
  of: (name: string) => `Transcript ${name}`,
  videoOf: (name: string) => `Video ${name}`,
  stop: 'Stop',
  play: 'Play',
  place: 'Place in it',
  speed: 'Speed',
  title: 'Transcripts and videos of consoles',
  none: 'None yet. A terminal’s menu begins one: “Keep a transcript”, a screen’s: “Record a video”.',
  copyPath: 'Copy its path',
  remove: 'Remove the file',
  kept: 'The transcript is kept.',
  videoKept: 'The video is kept.',
  saveCopy: 'Save a copy',
  broken: 'The video cannot be played.',
  mayBeBroken: 'Its file may be broken.',
  show: 'Show',
} as const;
