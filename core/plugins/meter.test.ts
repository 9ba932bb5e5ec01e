import { expect, test } from 'vitest';
import { Meter } from './meter.ts';

test('a rate is the difference of two looks a second apart at least', () => {
  const meter = new Meter();
  meter.see(1_000, 0);
  expect(meter.rate).toBeUndefined();
  meter.see(5_000, 400);
  expect(meter.rate).toBeUndefined();
  meter.see(5_000, 2_000);
  expect(meter.rate).toBe(2_000);
  meter.see(5_000, 4_000);
  expect(meter.rate).toBe(0);
});

test('a count that fell begins anew, and one that is gone has no rate', () => {
  const meter = new Meter();
  meter.see(9_000, 0);
  meter.see(10_000, 1_000);
  expect(meter.rate).toBe(1_000);
  meter.see(10, 2_000);
  expect(meter.rate).toBeUndefined();
  meter.see(510, 3_000);
  expect(meter.rate).toBe(500);
  meter.see(undefined, 4_000);
  expect(meter.rate).toBeUndefined();
});
