import { describe, expect, it } from "vitest";
import { readCameraTrack } from "../../src/replay/camera-track";

const START_NS = 1_700_000_000_000_000_000;

function message(afterNs: bigint, picture: readonly number[]): number[] {
  const header = new DataView(new ArrayBuffer(12));
  header.setBigInt64(0, BigInt(START_NS) + afterNs);
  header.setUint32(8, picture.length);
  return [...new Uint8Array(header.buffer), ...picture];
}

describe("camera track", () => {
  it("reads every picture with its time", async () => {
    const bytes = Uint8Array.from([...message(-50_000_000n, [1, 2, 3]), ...message(100_000_000n, []), ...message(150_000_000n, [4])]);

    const track = readCameraTrack(bytes.buffer, START_NS);

    expect(track.seconds).toEqual([-0.05, 0.1, 0.15]);
    expect(await Promise.all(track.pictures.map(async (picture) => [...new Uint8Array(await picture.arrayBuffer())]))).toEqual([[1, 2, 3], [], [4]]);
  });

  it("says so when the end is missing", () => {
    const bytes = Uint8Array.from(message(0n, [1, 2, 3]).slice(0, -1));

    expect(() => readCameraTrack(bytes.buffer, START_NS)).toThrow("Picture 0 ends behind the end");
  });
});
