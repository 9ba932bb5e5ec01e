/** A terminal rings: its edge lights up, or a short tone sounds. A flood of bells is one. */
import type { Preferences } from '../../core/model/settings.ts';

/** ms an edge stays lit, and until the next bell counts. */
const LIT = 200;
const PAUSE = 400;
/** Hz, and how loud of 1. */
const TONE = 660;
const VOLUME = 0.08;

let context: AudioContext | undefined;
let last = Number.NEGATIVE_INFINITY;

function beep(): void {
  context ??= new AudioContext();
  const tone = context.createOscillator();
  const volume = context.createGain();
  tone.frequency.value = TONE;
  volume.gain.setValueAtTime(VOLUME, context.currentTime);
  volume.gain.exponentialRampToValueAtTime(0.001, context.currentTime + 0.15);
  tone.connect(volume).connect(context.destination);
  tone.start();
  tone.stop(context.currentTime + 0.15);
}

/** `place`: what lights up. */
export function ring(place: HTMLElement, how: Preferences['bell']): void {
  const now = Date.now();
  if (how === 'none' || now - last < PAUSE) return;
  last = now;
  if (how === 'sound') beep();
  else {
    place.dataset.ringing = 'true';
    setTimeout(() => delete place.dataset.ringing, LIT);
  }
}
