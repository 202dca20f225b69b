import { expect, test } from "vitest";
import type { TrainingPoint } from "../../../src/connection/gateway-api";
import { TrainingHistory } from "../../../src/pages/learn/training-history";

const point = (timeMs: number, transitions: number): TrainingPoint => ({
  timeMs,
  version: 1,
  transitions,
  demonstrationTransitions: 0,
  updates: 0,
  metrics: {},
});

test("the newest point is the last one that was told", () => {
  const history = new TrainingHistory();
  expect(history.newestMs()).toBe(0);
  history.add([point(1, 10), point(2, 20)]);
  expect(history.newestMs()).toBe(2);
});

test("a learner that went back to its checkpoint takes back what it had told", () => {
  const history = new TrainingHistory();
  history.add([point(1, 10), point(2, 20), point(3, 30)]);
  history.add([point(4, 15)]);
  expect(history.points().map(({ transitions }) => transitions)).toEqual([10, 15]);
});

test("points stay bounded and keep the first and the newest", () => {
  const history = new TrainingHistory();
  for (let i = 0; i < 10_000; i++) {
    history.add([point(i, i)]);
  }
  expect(history.points().length).toBeLessThanOrEqual(2000);
  expect(history.points()[0]?.transitions).toBe(0);
  expect(history.newest()?.transitions).toBe(9999);
});
