import { expect, test } from "vitest";
import { advance, isFinal, type SessionState } from "../../src/connection/session-state";

const SIGNING_IN: SessionState = { phase: "signing-in" };
const LIVE: SessionState = { phase: "live" };
const BROKEN = { type: "broken", reason: "lost", retryAtMs: 5 } as const;
const REFUSED = { type: "refused", code: "unknown-robot", message: "m", action: "a" } as const;

test("a session goes from signing in over negotiating to live", () => {
  const negotiating = advance(SIGNING_IN, { type: "joined" });
  expect(negotiating.phase).toBe("negotiating");
  expect(advance(negotiating, { type: "control-opened" }).phase).toBe("live");
});

test("a live session that breaks waits and then signs in again", () => {
  const waiting = advance(LIVE, BROKEN);
  expect(waiting).toEqual({ phase: "waiting", reason: "lost", retryAtMs: 5 });
  expect(advance(waiting, { type: "retry" })).toEqual(SIGNING_IN);
});

test("a second break while waiting changes nothing, so that only one retry is planned", () => {
  const waiting = advance(LIVE, BROKEN);
  expect(advance(waiting, { ...BROKEN, retryAtMs: 9 })).toBe(waiting);
});

test("a refused session stays so until the operator tries again", () => {
  const refused = advance(SIGNING_IN, REFUSED);
  expect(advance(refused, BROKEN)).toBe(refused);
  expect(advance(refused, { type: "retry" })).toEqual(SIGNING_IN);
});

test("a closed session stays closed", () => {
  const closed = advance(LIVE, { type: "closed" });
  expect(advance(closed, { type: "retry" })).toBe(closed);
});

test("a control channel that opens before the robot was joined changes nothing", () => {
  expect(advance(SIGNING_IN, { type: "control-opened" })).toBe(SIGNING_IN);
});

test("a wrong code is final, a robot that is away is not", () => {
  expect(isFinal("unauthorized")).toBe(true);
  expect(isFinal("robot-away")).toBe(false);
});
