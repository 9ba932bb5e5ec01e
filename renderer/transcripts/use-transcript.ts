/** A console's transcript: begun, ended, and gone on with when the console is connected again. */
import { useEffect, useRef, useState } from 'react';
import type { TerminalSize } from '../../core/model/console.ts';
import type { TranscriptFormat } from '../../core/model/transcript.ts';
import type { Phase } from '../consoles/use-console.ts';
import { theCore } from '../core.ts';
import { report } from '../machines/commands.tsx';
import { useTables } from '../store.ts';
import { toast } from '../ui/toast.tsx';
import { showTranscripts } from './transcripts-dialog.tsx';
import { useWords } from '../words/words.ts';

export interface KeptTranscript {
  /** Its file's name; null: none is kept. */
  readonly name: string | null;
  begin(format: TranscriptFormat): void;
  end(): void;
}

export function useTranscript(phase: Phase, size: TerminalSize): KeptTranscript {
  const w = useWords();
  const [kept, setKept] = useState<{ name: string; format: TranscriptFormat } | null>(null);
  const session = phase.at === 'attached' ? phase.session : null;
  const begunIn = useRef<string | null>(null);
  // The core's word: one that could not be written any further has ended there.
  const inCore = useTables(({ sessions }) => sessions.get(session ?? '')?.transcript);
  const seenIn = useRef<string | null>(null);
  const start = (format: TranscriptFormat, name?: string): void => {
    if (session === null) return;
    begunIn.current = session;
    const request = { session, format, ...size, ...(name !== undefined && { name }) };
    theCore()
      .api.transcripts.begin(request)
      .then(({ name: its }) => setKept({ name: its, format }), report);
  };
  // biome-ignore lint/correctness/useExhaustiveDependencies: once for each new session
  useEffect(() => {
    if (kept !== null && session !== null && begunIn.current !== session) start(kept.format, kept.name);
  }, [session]);
  useEffect(() => {
    if (inCore !== undefined) seenIn.current = session;
    else if (seenIn.current !== null && seenIn.current === session) {
      seenIn.current = null;
      setKept(null);
    }
  }, [inCore, session]);
  return {
    name: kept?.name ?? null,
    begin: (format) => start(format),
    end() {
      setKept(null);
      if (session !== null) theCore().api.transcripts.end({ session }).catch(report);
      toast({
        title: w.transcripts.kept,
        text: kept?.name,
        actions: [{ label: w.transcripts.show, onPick: showTranscripts }],
      });
    },
  };
}
