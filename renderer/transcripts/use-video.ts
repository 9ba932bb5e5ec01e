/** A video of a screen: begun and ended, kept beside the transcripts. It ends with the connection. */
import { useEffect, useRef, useState } from 'react';
import { type Recorder, record } from '../consoles/recorder.ts';
import { theCore } from '../core.ts';
import { report } from '../machines/commands.tsx';
import { toast } from '../ui/toast.tsx';
import { words } from '../words/words.ts';
import { partsOf } from './video-parts.ts';
import { showTranscripts } from './transcripts-dialog.tsx';

export interface KeptVideo {
  readonly recording: boolean;
  readonly toggle: () => void;
}

export function useVideo(
  place: { readonly current: HTMLElement | null },
  attached: boolean,
  title: string,
): KeptVideo {
  const recorder = useRef<Recorder | null>(null);
  const [recording, setRecording] = useState(false);
  useEffect(() => (attached ? () => recorder.current?.stop() : undefined), [attached]);
  const begin = async (): Promise<void> => {
    const { api } = theCore();
    const { name } = await api.transcripts.beginVideo({ title });
    const canvas = place.current?.querySelector('canvas');
    if (!canvas || recorder.current !== null) return;
    setRecording(true);
    recorder.current = record(canvas, {
      part: async (blob) => {
        for (const part of await partsOf(blob)) await api.transcripts.addToVideo({ name, part });
      },
      ended: (failure) => {
        recorder.current = null;
        setRecording(false);
        if (failure !== undefined) report(failure);
        else tellKept(name);
      },
    });
  };
  const toggle = (): void => {
    if (recorder.current !== null) recorder.current.stop();
    else begin().catch(report);
  };
  return { recording, toggle };
}

const tellKept = (name: string): void =>
  toast({
    title: words().transcripts.videoKept,
    text: name,
    actions: [{ label: words().transcripts.show, onPick: showTranscripts }],
  });
