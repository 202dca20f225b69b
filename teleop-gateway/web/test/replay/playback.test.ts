import { describe, expect, it } from "vitest";
import { newestAt, Playback } from "../../src/replay/playback";

describe("playback", () => {
  it("lets time pass at its speed only while it plays", () => {
    const playback = new Playback(10);
    playback.advance(1);
    expect(playback.at()).toBe(0);

    playback.toggle();
    playback.setSpeed(8);
    playback.advance(0.5);

    expect(playback.at()).toBe(4);
  });

  it("stops at the end and begins anew from there", () => {
    const playback = new Playback(2);
    playback.toggle();
    playback.advance(5);
    expect(playback.at()).toBe(2);
    expect(playback.isPlaying()).toBe(false);

    playback.toggle();

    expect(playback.at()).toBe(0);
    expect(playback.isPlaying()).toBe(true);
  });

  it("stays inside the episode", () => {
    const playback = new Playback(2);
    playback.seek(-1);
    expect(playback.at()).toBe(0);
    playback.seek(9);
    expect(playback.at()).toBe(2);
  });
});

describe("newestAt", () => {
  it("finds the newest entry that is not later", () => {
    const times = [0.1, 0.2, 0.3];

    expect([0, 0.1, 0.15, 0.2, 0.299, 5].map((time) => newestAt(times, time))).toEqual([0, 0, 0, 1, 1, 2]);
    expect(newestAt([], 1)).toBe(0);
  });
});
