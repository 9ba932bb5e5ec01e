/** The tools above what is played: on and off, the place in it, and how fast. */
import { useState } from 'react';
import { useDeeds } from '../consoles/pressed.ts';
import { Button } from '../ui/button.tsx';
import { useWords } from '../words/words.ts';
import type { Player, PlayerState } from './player.ts';

const SPEEDS: readonly number[] = [1, 2, 4, 8];

const clock = (seconds: number): string =>
  `${Math.floor(seconds / 60)}:${String(Math.floor(seconds % 60)).padStart(2, '0')}`;

interface ToolsProps {
  /** Of the dock. */
  readonly panel: string;
  readonly player: { readonly current: Player | null };
  /** s */
  readonly length: number;
  readonly title: string;
  readonly state: PlayerState;
  /** A copy of it, where that is no transcript, which is a file already. */
  readonly save?: () => void;
}

export function PlaybackTools({ panel, player, length, title, state: { playing, at }, save }: ToolsProps) {
  const w = useWords();
  const [speed, setSpeed] = useState<number>(1);
  const faster = (): void => {
    const next = SPEEDS[(SPEEDS.indexOf(speed) + 1) % SPEEDS.length] ?? 1;
    setSpeed(next);
    player.current?.setSpeed(next);
  };
  const toggle = (): void => (playing ? player.current?.pause() : player.current?.play());
  useDeeds(panel, {
    'playback.toggle': toggle,
    'playback.speed': faster,
    ...(save !== undefined && { 'playback.save': save }),
  });
  return (
    <header className="console-head playback-tools">
      <Button
        look="ghost"
        small
        icon={playing ? 'pause' : 'play'}
        hint={playing ? w.transcripts.stop : w.transcripts.play}
        data-testid="play"
        onClick={toggle}
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
      {save !== undefined && (
        <Button look="ghost" small icon="import" hint={w.transcripts.saveCopy} onClick={save} />
      )}
    </header>
  );
}
