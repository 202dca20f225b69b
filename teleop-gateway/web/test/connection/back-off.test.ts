import { expect, test } from "vitest";
import { BackOff } from "../../src/connection/back-off";

test("the wait doubles up to the longest", () => {
  const backOff = new BackOff(500, 4000, () => 0);
  expect([1, 2, 3, 4, 5, 6].map(() => backOff.nextMs())).toEqual([500, 1000, 2000, 4000, 4000, 4000]);
});

test("chance shortens a wait by a half at most", () => {
  expect(new BackOff(500, 4000, () => 1).nextMs()).toBe(250);
});

test("it starts anew after a reset", () => {
  const backOff = new BackOff(500, 4000, () => 0);
  backOff.nextMs();
  backOff.nextMs();
  backOff.reset();
  expect(backOff.nextMs()).toBe(500);
});
