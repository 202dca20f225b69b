import { expect, test } from "vitest";
import { readTimeCode, timeCodeAgeMs } from "../../src/protocol/time-code";

/** The strip of a time, as the operator protocol describes it. */
function strip(ticks: number): number[] {
  const bits = [1, 0];
  let sum = 0;
  for (let bit = 31; bit >= 0; bit--) {
    const set = Math.floor(ticks / 2 ** bit) % 2;
    bits.push(set);
    sum += set * (bit + 1);
  }
  for (let bit = 5; bit >= 0; bit--) {
    bits.push(Math.floor((sum % 64) / 2 ** bit) % 2);
  }
  return bits.map((bit) => (bit === 1 ? 235 : 16));
}

test.each([0, 1, 0x80000000, 0xffffffff, 0xdeadbeef])("the strip of %d is read back", (ticks) => {
  expect(readTimeCode(strip(ticks))).toBe(ticks);
});

test("a strip with one wrong block is refused", () => {
  for (let block = 0; block < 40; block++) {
    const damaged = strip(0x12345678);
    damaged[block] = damaged[block] === 235 ? 16 : 235;
    expect(readTimeCode(damaged)).toBeNull();
  }
});

test("a picture without a strip is refused", () => {
  expect(readTimeCode(new Array<number>(40).fill(16))).toBeNull();
  expect(readTimeCode([])).toBeNull();
});

test("the age of a code is found across the wrap of its 32 bits", () => {
  const wrapMs = 2 ** 32 / 10;
  expect(timeCodeAgeMs(2 ** 32 - 50, 3 * wrapMs + 20)).toBeCloseTo(25, 6);
  expect(timeCodeAgeMs(100, 3 * wrapMs + 4)).toBeCloseTo(-6, 6);
});
