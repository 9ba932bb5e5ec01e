/** A video of a screen in the dock, with what plays it. */
import { useEffect, useRef, useState } from 'react';
import type { FailureData } from '../../core/model/failure.ts';
import { asFailure } from '../client.ts';
import { theCore } from '../core.ts';
import { FailureView } from '../ui/failure.tsx';
import { saveFile } from '../ui/save-file.ts';
import { useWords } from '../words/words.ts';
import { PlaybackTools } from './playback-tools.tsx';
import type { Player, PlayerState } from './player.ts';
import { decoded } from './video-parts.ts';
import { videoLength, videoPlayer } from './video-player.ts';

async function readVideo(name: string, signal: AbortSignal): Promise<Blob> {
  const parts: Uint8Array<ArrayBuffer>[] = [];
  for await (const part of await theCore().api.transcripts.read({ name }, { signal }))
    parts.push(decoded(part));
  return new Blob(parts, { type: 'video/webm' });
}

export function VideoPanel({ name, panel }: { readonly name: string; readonly panel: string }) {
  const w = useWords();
  const place = useRef<HTMLVideoElement>(null);
  const player = useRef<Player | null>(null);
  const [video, setVideo] = useState<{ readonly blob: Blob; readonly length: number } | null>(null);
  const [failure, setFailure] = useState<FailureData | null>(null);
  const [state, setState] = useState<PlayerState>({ playing: false, at: 0 });
  useEffect(() => {
    const stop = new AbortController();
    let address = '';
    const show = async (element: HTMLVideoElement): Promise<void> => {
      const blob = await readVideo(name, stop.signal);
      if (stop.signal.aborted) return;
      address = URL.createObjectURL(blob);
      element.src = address;
      const length = await videoLength(element);
      if (stop.signal.aborted) return;
      setVideo({ blob, length });
      player.current = videoPlayer(element, setState);
      player.current.play();
    };
    if (place.current !== null)
      show(place.current).catch((caught: unknown) => {
        if (!stop.signal.aborted) setFailure(asFailure(caught));
      });
    return () => {
      stop.abort();
      player.current?.dispose();
      player.current = null;
      URL.revokeObjectURL(address);
    };
  }, [name]);
  return (
    <section className="console playback" aria-label={w.transcripts.videoOf(name)} data-testid="playback">
      {video !== null && (
        <PlaybackTools
          panel={panel}
          player={player}
          length={video.length}
          title={name}
          state={state}
          save={() => saveFile(name, video.blob)}
        />
      )}
      {failure !== null && <FailureView failure={failure} />}
      <div className="console-body video-body">
        <video ref={place} muted hidden={video === null} onClick={() => toggle(player.current, state)} />
      </div>
    </section>
  );
}

const toggle = (player: Player | null, { playing }: PlayerState): void =>
  playing ? player?.pause() : player?.play();
