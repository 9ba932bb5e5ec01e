/** What a console said, kept in a file: plain text to be read, an asciicast (version 2) or a video (WebM) to be played. */

export const TRANSCRIPT_FORMATS = ['asciicast', 'plain'] as const;
export type TranscriptFormat = (typeof TRANSCRIPT_FORMATS)[number];

/** Terminals are kept as transcripts, screens as videos. */
export const KEPT_FORMATS = [...TRANSCRIPT_FORMATS, 'video'] as const;
export type KeptFormat = (typeof KEPT_FORMATS)[number];

/** What its file's name ends in. */
export const ENDINGS = { asciicast: 'cast', plain: 'txt', video: 'webm' } as const satisfies Readonly<
  Record<KeptFormat, string>
>;

export interface Transcript {
  /** Of its file. */
  readonly name: string;
  readonly path: string;
  readonly format: KeptFormat;
  /** bytes */
  readonly size: number;
  /** epoch ms of its last change */
  readonly changed: number;
}
