import { expect, test } from "vitest";
import { encodeCommand } from "../../src/protocol/command-packet";
import { hexOf } from "./hex";

test("a command packet has the bytes of the operator protocol", () => {
  const packet = encodeCommand({
    deadman: true,
    epoch: 3,
    sequence: 258,
    sentAtMs: 1_700_000_000_000.5,
    action: [0.25, -0.5, 0.04],
  });
  expect(hexOf(packet)).toBe(
    "01" + "01" + "0300" + "03000000" + "02010000" + "00000000" + "00088056febc7842" + "0000803e" + "000000bf" + "0ad7233d",
  );
});

test("a released deadman clears the flag", () => {
  const packet = encodeCommand({ deadman: false, epoch: 0, sequence: 0, sentAtMs: 0, action: [] });
  expect(hexOf(packet)).toBe("01" + "00".repeat(23));
});
