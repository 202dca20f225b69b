import { expect, test } from "vitest";
import { ClockSync } from "../../src/protocol/clock-sync";

test("nothing is known before the first exchange", () => {
  expect(new ClockSync().estimate()).toBeNull();
});

test("the exchange with the smallest round trip decides", () => {
  const clock = new ClockSync();
  clock.add(1000, 6100, 6101, 1181); // 180 ms there and back, lopsided
  clock.add(2000, 7005, 7006, 2011); // 10 ms
  clock.add(3000, 8090, 8091, 3101); // 100 ms
  expect(clock.estimate()).toEqual({ offsetMs: 5000, errorMs: 5, rttMs: 100 });
});

test("an exchange that cannot be is left out", () => {
  const clock = new ClockSync();
  clock.add(1000, 6000, 6100, 1001);
  clock.add(1000, Number.NaN, 6000, 1010);
  expect(clock.estimate()).toBeNull();
});

test("old exchanges are forgotten, so that the estimate follows a drifting clock", () => {
  const clock = new ClockSync();
  clock.add(0, 5000, 5000, 1);
  for (let i = 0; i < 64; i++) {
    clock.add(0, 5105, 5105, 10);
  }
  expect(clock.estimate()?.offsetMs).toBe(5100);
});
