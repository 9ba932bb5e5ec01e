/** What terminals say and screens show, kept in files. */
import type { Sessions } from '../sessions.ts';
import type { Transcripts } from '../transcripts/transcripts.ts';
import { api, guard, wire } from './guard.ts';

export const transcriptHandlers = (transcripts: Transcripts, sessions: Sessions) => ({
  transcripts: {
    begin: api.transcripts.begin.handler(({ input, errors }) =>
      guard(errors, async () => ({ name: await sessions.transcribe(input) })),
    ),
    end: api.transcripts.end.handler(({ input, errors }) =>
      guard(errors, () => sessions.endTranscript(input.session)),
    ),
    beginVideo: api.transcripts.beginVideo.handler(({ input, errors }) =>
      guard(errors, async () => ({ name: await transcripts.beginVideo(input.title) })),
    ),
    addToVideo: api.transcripts.addToVideo.handler(({ input, errors }) =>
      guard(errors, () => transcripts.addToVideo(input.name, Buffer.from(input.part, 'base64'))),
    ),
    list: api.transcripts.list.handler(({ errors }) =>
      guard(errors, async () => wire(await transcripts.list())),
    ),
    read: api.transcripts.read.handler(({ input, errors, signal }) =>
      guard(errors, () => transcripts.read(input.name, signal)),
    ),
    remove: api.transcripts.remove.handler(({ input, errors }) =>
      guard(errors, () => transcripts.remove(input.name)),
    ),
  },
});
