/** A transcript in the dock: an asciicast with what plays it, or plain text. */
import { Terminal } from '@xterm/xterm';
import { useEffect, useRef, useState } from 'react';
import type { FailureData } from '../../core/model/failure.ts';
import { asFailure } from '../client.ts';
import { looks } from '../consoles/terminal-looks.ts';
import { theCore } from '../core.ts';
import { useSettings } from '../settings/settings.ts';
import { Button } from '../ui/button.tsx';
import { FailureView } from '../ui/failure.tsx';
import { type Cast, parseCast, shortenPauses } from './cast.ts';
import { createPlayer, type Player, type PlayerState } from './player.ts';

/** Of a transcript, so much is read into the window. */
const MOST_TEXT = 64 * 1024 * 1024;
const LONGEST_PAUSE = 2;
const SPEEDS: readonly number[] = [1, 2, 4, 8];

async function readAll(name: string, signal: AbortSignal): Promise<string> {
  let text = '';
  for await (const part of await theCore().api.transcripts.read({ name }, { signal })) {
    text += part;
    if (text.length > MOST_TEXT) break;
  }
  return text;
}

export function PlaybackPanel({ name }: { readonly name: string }) {
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
    <section className="console playback" aria-label={`Transcript ${name}`} data-testid="playback">
      {cast !== null && <PlaybackTools player={player} cast={cast} state={state} />}
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

const clock = (seconds: number): string =>
  `${Math.floor(seconds / 60)}:${String(Math.floor(seconds % 60)).padStart(2, '0')}`;

interface ToolsProps {
  readonly player: { readonly current: Player | null };
  readonly cast: Cast;
  readonly state: PlayerState;
}

function PlaybackTools({ player, cast, state: { playing, at } }: ToolsProps) {
  const [speed, setSpeed] = useState<number>(1);
  const faster = (): void => {
    const next = SPEEDS[(SPEEDS.indexOf(speed) + 1) % SPEEDS.length] ?? 1;
    setSpeed(next);
    player.current?.setSpeed(next);
  };
  return (
    <header className="console-head playback-tools">
      <Button
        look="ghost"
        small
        icon={playing ? 'pause' : 'play'}
        hint={playing ? 'Stop' : 'Play'}
        data-testid="play"
        onClick={() => (playing ? player.current?.pause() : player.current?.play())}
      />
      <span className="muted figures" data-testid="play-time">
        {clock(at)} / {clock(cast.length)}
      </span>
      <input
        type="range"
        className="seek"
        aria-label="Place in the transcript"
        min={0}
        max={Math.max(cast.length, 0.1)}
        step="any"
        value={at}
        onChange={({ target }) => player.current?.seek(Number(target.value))}
      />
      <Button look="ghost" small hint="Speed" data-testid="play-speed" onClick={faster}>
        {speed}×
      </Button>
      <strong className="cut">{cast.title}</strong>
    </header>
  );
}
