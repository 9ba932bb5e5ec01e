/** What a terminal said, kept in a file: plain text to be read, or an asciicast (version 2) that can be played. */

export const TRANSCRIPT_FORMATS = ['asciicast', 'plain'] as const;
export type TranscriptFormat = (typeof TRANSCRIPT_FORMATS)[number];

export interface Transcript {
  /** Of its file; ends in `.cast` or `.txt`. */
  readonly name: string;
  readonly path: string;
  readonly format: TranscriptFormat;
  /** bytes */
  readonly size: number;
  /** epoch ms of its last change */
  readonly changed: number;
}
