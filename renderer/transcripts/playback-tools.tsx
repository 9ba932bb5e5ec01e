/** The tools above what is played: on and off, the place in it, and how fast. */
import { type ReactNode, useState } from 'react';
import { Button } from '../ui/button.tsx';
import { useWords } from '../words/words.ts';
import type { Player, PlayerState } from './player.ts';

const SPEEDS: readonly number[] = [1, 2, 4, 8];

const clock = (seconds: number): string =>
  `${Math.floor(seconds / 60)}:${String(Math.floor(seconds % 60)).padStart(2, '0')}`;

interface ToolsProps {
  readonly player: { readonly current: Player | null };
  /** s */
  readonly length: number;
  readonly title: string;
  readonly state: PlayerState;
  /** More tools, at the end. */
  readonly children?: ReactNode;
}

export function PlaybackTools({ player, length, title, state: { playing, at }, children }: ToolsProps) {
  const w = useWords();
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
        hint={playing ? w.transcripts.stop : w.transcripts.play}
        data-testid="play"
        onClick={() => (playing ? player.current?.pause() : player.current?.play())}
      />
      <span className="muted figures" data-testid="play-time">
        {clock(at)} / {clock(length)}
      </span>
      <input
        type="range"
        className="seek"
        aria-label={w.transcripts.place}
        min={0}
        max={Math.max(length, 0.1)}
        step="any"
        value={at}
        onChange={({ target }) => player.current?.seek(Number(target.value))}
      />
      <Button look="ghost" small hint={w.transcripts.speed} data-testid="play-speed" onClick={faster}>
        {speed}×
      </Button>
      <strong className="cut">{title}</strong>
      {children}
    </header>
  );
}
