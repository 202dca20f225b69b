import { expect, test } from "vitest";
import type { AutonomyState, RobotState } from "../../src/protocol/messages";
import { handOver } from "../../src/view/hand-over";

const AUTONOMY: AutonomyState = {
  policy: "peg",
  version: 7,
  following: true,
  onRelease: "resume",
  publishedAgoMs: 1000,
  interventionRate: 0.1,
  interventions: 1,
  waits: false,
  problem: "",
};

function state(change: Partial<RobotState>): RobotState {
  return {
    type: "state",
    robotConnected: true,
    control: "idle",
    reason: "",
    lease: { operator: "ada", epoch: 1, mine: true, expiresInMs: 3000 },
    autonomy: AUTONOMY,
    recording: null,
    stream: "up",
    spoolBytes: 0,
    rejected: {},
    video: {},
    velocityScale: 1,
    ...change,
  };
}

test("without a policy there is nothing to hand over", () => {
  expect(handOver(state({ autonomy: null, control: "engaged" }))).toEqual({ driver: "operator", text: "" });
  expect(handOver(state({ autonomy: null, control: "holding" }))).toEqual({ driver: "nobody", text: "" });
});

test("who supervises a policy is told how to take over, others only who drives", () => {
  expect(handOver(state({ control: "autonomous" }))).toEqual({
    driver: "policy",
    text: "peg@7 drives. Hold the deadman to take over.",
  });
  expect(handOver(state({ control: "autonomous", lease: null })).text).toBe("peg@7 drives.");
});

test("who has taken over is told what letting go does", () => {
  expect(handOver(state({ control: "engaged" }))).toEqual({
    driver: "intervention",
    text: "You drive, peg@7 watches. Let the deadman go: it drives on.",
  });
  expect(handOver(state({ control: "engaged", autonomy: { ...AUTONOMY, onRelease: "hold" } })).text).toContain("the arm holds");
  const others = { operator: "bob", epoch: 1, mine: false, expiresInMs: 3000 };
  expect(handOver(state({ control: "engaged", lease: others })).text).toBe("bob has taken over from peg@7.");
});

test("an arm that holds says whether the policy goes on by itself", () => {
  const waits = { ...AUTONOMY, waits: true, problem: "it needs fresh readings of tcp" };
  expect(handOver(state({ control: "holding", autonomy: waits })).text).toBe(
    "peg@7 waits and drives on by itself. It needs fresh readings of tcp.",
  );
  const paused = { ...AUTONOMY, onRelease: "hold" as const, problem: "the deadman was released" };
  expect(handOver(state({ control: "holding", autonomy: paused }))).toEqual({
    driver: "waiting",
    text: "The arm holds. The deadman was released. P lets peg@7 drive on.",
  });
  const late = { ...AUTONOMY, problem: "commands are late" };
  expect(handOver(state({ control: "holding", autonomy: late })).text).toBe("The arm holds. Commands are late. Let the deadman go: peg@7 drives on.");
});
