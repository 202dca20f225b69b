import { expect, test } from "vitest";
import { age, bytes, duration, milliseconds, millimetres, percent, sentence } from "../../src/view/format";

test("sizes are written with the unit that fits", () => {
  expect([0, 1023, 1024, 1_500_000, 5e9].map(bytes)).toEqual(["0 B", "1023 B", "1.0 KiB", "1.4 MiB", "4.7 GiB"]);
});

test("durations are minutes and seconds, and never negative", () => {
  expect([-500, 0, 61_900, 3_600_000].map(duration)).toEqual(["0:00", "0:00", "1:01", "60:00"]);
});

test("what is not known is a dash", () => {
  expect(milliseconds(null)).toBe("–");
  expect(milliseconds(12.6)).toBe("13 ms");
});

test("positions are written in millimetres", () => {
  expect(millimetres([0.4, -0.01, 0])).toBe("400.0, -10.0, 0.0 mm");
});

test("a message of the gateway becomes a sentence", () => {
  expect(sentence("robot 'x' is away")).toBe("Robot 'x' is away.");
  expect(sentence("Done.")).toBe("Done.");
  expect(sentence(" ")).toBe("");
});

test("ages are written in the unit that fits", () => {
  expect([-1, 1500, 42_000, 120_000, 5_400_000].map(age)).toEqual(["0.0 s", "1.5 s", "42 s", "2 min", "1.5 h"]);
});

test("small shares keep a decimal, so that a rate below five percent can be told from five", () => {
  expect([0, 0.048, 0.5, 1].map(percent)).toEqual(["0 %", "4.8 %", "50 %", "100 %"]);
});
