/** The picture a line gets by itself, what is measured of it, and what is kept of a person's choices. */
import { expect, test } from 'vitest';
import { parseChoices } from './screen-choices.ts';
import { Meter } from './screen-meter.ts';
import { FIRST_PACE, nextPace, type Pace, type Stretch } from './screen-pace.ts';

/** 10 frames of 20 ms and 20 kB. */
const QUICK: Stretch = { bytes: 200_000, busy: 200, frames: 10 };
/** As 1 Mbit/s has it: two frames of half a second. */
const SLOW: Stretch = { bytes: 120_000, busy: 1_000, frames: 2 };
const BETWEEN: Stretch = { bytes: 200_000, busy: 800, frames: 8 };
/** A cursor that blinks. */
const IDLE: Stretch = { bytes: 300, busy: 2, frames: 2 };

const after = (pace: Pace, ...stretches: readonly Stretch[]): Pace => stretches.reduce(nextPace, pace);
const many = (count: number, stretch: Stretch): readonly Stretch[] => Array(count).fill(stretch);

test('a slow line gets a worse picture soon, and not for one slow moment', () => {
  expect(after(FIRST_PACE, SLOW).level).toBe('balanced');
  expect(after(FIRST_PACE, SLOW, BETWEEN, SLOW, IDLE, SLOW).level).toBe('balanced');
  expect(after(FIRST_PACE, SLOW, SLOW).level).toBe('quick');
  expect(after(FIRST_PACE, ...many(50, SLOW)).level).toBe('quick');
});

test('a quick line gets a better one after a while; where little comes nothing is known', () => {
  expect(after(FIRST_PACE, ...many(50, IDLE))).toEqual(FIRST_PACE);
  expect(after(FIRST_PACE, ...many(50, BETWEEN)).level).toBe('balanced');
  expect(after(FIRST_PACE, QUICK, QUICK, IDLE).level).toBe('balanced');
  expect(after(FIRST_PACE, QUICK, IDLE, QUICK, BETWEEN, QUICK).level).toBe('best');
  expect(after(FIRST_PACE, ...many(50, QUICK)).level).toBe('best');
  expect(after(FIRST_PACE, QUICK, QUICK, SLOW, QUICK).level).toBe('balanced');
});

test('a frame that never becomes whole is slow; one that is huge and slow to be drawn is not the line’s doing', () => {
  const stuck: Stretch = { bytes: 30_000, busy: 1_000, frames: 0 };
  expect(after(FIRST_PACE, stuck, stuck).level).toBe('quick');
  const huge: Stretch = { bytes: 20_000_000, busy: 1_000, frames: 2 };
  expect(after(FIRST_PACE, ...many(10, huge)).level).toBe('balanced');
});

test('what did not hold is tried again later and later, but in the end again', () => {
  const tried = after(FIRST_PACE, QUICK, QUICK, QUICK);
  const back = after(tried, SLOW, SLOW);
  expect([tried.level, back.level, back.patience]).toEqual(['best', 'balanced', 6]);
  expect(after(back, ...many(5, QUICK)).level).toBe('balanced');
  expect(after(back, ...many(6, QUICK)).level).toBe('best');
  let pace = FIRST_PACE;
  for (let at = 0; at < 20; at += 1) pace = after(pace, ...many(pace.patience, QUICK), SLOW, SLOW);
  expect(pace).toMatchObject({ level: 'balanced', patience: 96 });
});

test('frames are measured from their first byte to their last, over a second or more', () => {
  const meter = new Meter();
  meter.received(1_000);
  meter.begun(100);
  expect(meter.take(600)).toBeNull();
  meter.received(500);
  meter.begun(600);
  meter.ended(700);
  meter.begun(1_050);
  expect(meter.take(1_150)).toEqual({ bytes: 1_500, busy: 700, frames: 1 });
  // The frame that was under way goes on.
  meter.ended(1_250);
  expect(meter.take(2_150)).toEqual({ bytes: 0, busy: 100, frames: 1 });
  meter.begun(2_200);
  meter.forget();
  meter.ended(60_000);
  expect(meter.take(60_000)).toBeNull();
});

test('what was chosen is read strictly', () => {
  const text = JSON.stringify({ a: { quality: 'quick', scaling: 'wide' }, b: 7, c: { quality: 'x' } });
  expect([...parseChoices(text)]).toEqual([['a', { quality: 'quick' }]]);
  for (const broken of [null, '', '[', '7', 'null']) expect(parseChoices(broken).size).toBe(0);
});
