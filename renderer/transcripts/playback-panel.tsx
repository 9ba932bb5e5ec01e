/** What was kept of a console, in the dock: an asciicast with what plays it, plain text, or a video. */
import { Terminal } from '@xterm/xterm';
import { useEffect, useRef, useState } from 'react';
import type { FailureData } from '../../core/model/failure.ts';
import { asFailure } from '../client.ts';
import { looks } from '../consoles/terminal-looks.ts';
import { theCore } from '../core.ts';
import { useSettings } from '../settings/settings.ts';
import { FailureView } from '../ui/failure.tsx';
import { type Cast, parseCast, shortenPauses } from './cast.ts';
import { PlaybackTools } from './playback-tools.tsx';
import { createPlayer, type Player, type PlayerState } from './player.ts';
import { useWords } from '../words/words.ts';
import { VideoPanel } from './video-panel.tsx';

/** Of a transcript, so much is read into the window. */
const MOST_TEXT = 64 * 1024 * 1024;
const LONGEST_PAUSE = 2;

async function readAll(name: string, signal: AbortSignal): Promise<string> {
  let text = '';
  for await (const part of await theCore().api.transcripts.read({ name }, { signal })) {
    text += part;
    if (text.length > MOST_TEXT) break;
  }
  return text;
}

interface PlaybackProps {
  readonly name: string;
  /** Of the dock. */
  readonly panel: string;
}

export function PlaybackPanel(props: PlaybackProps) {
  return props.name.endsWith('.webm') ? <VideoPanel {...props} /> : <TranscriptPanel {...props} />;
}

function TranscriptPanel({ name, panel }: PlaybackProps) {
  const w = useWords();
  const place = useRef<HTMLDivElement>(null);
  const player = useRef<Player | null>(null);
  const [cast, setCast] = useState<Cast | null>(null);
  const [failure, setFailure] = useState<FailureData | null>(null);
  const [state, setState] = useState<PlayerState>({ playing: false, at: 0 });
  useEffect(() => {
    const stop = new AbortController();
    const terminal = new Terminal({ ...looks(useSettings.getState()), disableStdin: true });
    if (place.current !== null) terminal.open(place.current);
    readAll(name, stop.signal).then(
      (text) => {
        if (stop.signal.aborted) return;
        const read = name.endsWith('.cast') ? parseCast(text) : null;
        if (read === null) return void showText(terminal, text);
        const short = shortenPauses(read, LONGEST_PAUSE);
        setCast(short);
        player.current = createPlayer(short, terminal, setState);
        player.current.play();
      },
      (caught: unknown) => {
        if (!stop.signal.aborted) setFailure(asFailure(caught));
      },
    );
    return () => {
      stop.abort();
      player.current?.dispose();
      player.current = null;
      terminal.dispose();
    };
  }, [name]);
  return (
    <section className="console playback" aria-label={w.transcripts.of(name)} data-testid="playback">
      {cast !== null && (
        <PlaybackTools panel={panel} player={player} length={cast.length} title={cast.title} state={state} />
      )}
      {failure !== null && <FailureView failure={failure} />}
      <div className="console-body terminal-body">
        <div className="terminal-place" ref={place} />
      </div>
    </section>
  );
}

function showText(terminal: Terminal, text: string): void {
  terminal.resize(120, 40);
  terminal.write(text.replaceAll('\n', '\r\n'));
}
