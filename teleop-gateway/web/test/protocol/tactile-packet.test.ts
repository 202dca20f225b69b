import { expect, test } from "vitest";
import { decodeTactile, largestDisplacement } from "../../src/protocol/tactile-packet";
import { bytesOf } from "./hex";

/* Two rows of one column, one micrometre for one unit. */
const PACKET = "01020102010000000000000000429f4009000000bd378635640038ff2c01000000000080";

test("a tactile packet is read as the operator protocol lays it out", () => {
  const field = decodeTactile(bytesOf(PACKET));
  expect(field).toMatchObject({ pad: 1, rows: 2, columns: 1, capturedAtMs: 2000.5, sequence: 9 });
  const expected = [1e-4, -2e-4, 3e-4, 0, 0, -0.032768];
  expect(field.displacement).toHaveLength(expected.length);
  expected.forEach((value, i) => expect(field.displacement[i]).toBeCloseTo(value, 7));
  expect(largestDisplacement(field)).toBeCloseTo(0.032768, 6);
});

test.each([
  ["cut off", PACKET.slice(0, -2), /has 35 bytes, expected 36 for 2 x 1 markers/],
  ["too short for a header", PACKET.slice(0, 20), /10 bytes is shorter than its header/],
  ["an observation", "0101" + PACKET.slice(4), /version 1 kind 1/],
])("a packet that is %s is refused with the reason", (_, hex, reason) => {
  expect(() => decodeTactile(bytesOf(hex))).toThrow(reason);
});
