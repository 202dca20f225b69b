import { expect, test } from "vitest";
import { decodeObservation } from "../../src/protocol/observation-packet";
import { bytesOf } from "./hex";

/* Two joints, one object. */
const HEADER = "01010300070000000000000000448f4000000000004a8f40000048410000403f0200010000000000";
const BODY =
  "0000003f000080becdcccc3e000000009a99993e000000000000803f0000000000000000cdcccc3dcdcc4c3e9a99993e0ad7233c0ad7a33c" +
  "8fc2f53c0000803f0000004000004040cdcccc3dcdcc4c3e9a99993e0ad7233d85ebd13e0ad7233c52b89e3e000000000000803f00000000" +
  "000000009a99193fcdccccbd8fc2f53d0000000000000000000000000000803f";

test("an observation packet is read as the operator protocol lays it out", () => {
  const observation = decodeObservation(bytesOf(HEADER + BODY));

  expect(observation).toMatchObject({
    taskSuccess: true,
    engaged: true,
    sequence: 7,
    capturedAtMs: 1000.5,
    sentAtMs: 1001.25,
    commandAgeMs: 12.5,
    taskProgress: 0.75,
  });
  expect([...observation.joints]).toEqual([0.5, -0.25]);
  expect(observation.tcp.position[0]).toBeCloseTo(0.4, 6);
  expect(observation.tcp.rotation).toEqual([0, 1, 0, 0]);
  expect(observation.linearVelocity[2]).toBeCloseTo(0.3, 6);
  expect(observation.angularVelocity[0]).toBeCloseTo(0.01, 6);
  expect(observation.force).toEqual([1, 2, 3]);
  expect(observation.torque[2]).toBeCloseTo(0.3, 6);
  expect(observation.gripperOpening).toBeCloseTo(0.04, 6);
  expect(observation.target.position[2]).toBeCloseTo(0.31, 6);
  expect(observation.objects).toHaveLength(1);
  expect(observation.objects[0]?.rotation).toEqual([0, 0, 0, 1]);
});

test("an age below zero means that no command was accepted", () => {
  const bytes = bytesOf(HEADER + BODY);
  new DataView(bytes).setFloat32(24, -1, true);
  expect(decodeObservation(bytes).commandAgeMs).toBeNull();
});

test.each([
  ["empty", "", /0 bytes is shorter than its header/],
  ["cut off", HEADER + BODY.slice(8), /has 180 bytes, expected 184 for 2 joints and 1 objects/],
  ["of another version", "02" + HEADER.slice(2) + BODY, /version 2 kind 1/],
  ["of another kind", "0102" + HEADER.slice(4) + BODY, /version 1 kind 2/],
])("a packet that is %s is refused with the reason", (_, hex, reason) => {
  expect(() => decodeObservation(bytesOf(hex))).toThrow(reason);
});
