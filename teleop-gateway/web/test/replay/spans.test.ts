import { describe, expect, it } from "vitest";
import { actors, tracks } from "../../src/replay/spans";

describe("spans", () => {
  it("joins steps of the same actor", () => {
    const steps = { actor: ["operator:ada", "operator:ada", "policy:peg@3", "nobody"], seconds: [0, 0.05, 0.1, 0.15] };

    expect(actors(steps, 0.2)).toEqual([
      { from: 0, to: 0.1, kind: "operator", text: "operator:ada" },
      { from: 0.1, to: 0.15, kind: "policy", text: "policy:peg@3" },
      { from: 0.15, to: 0.2, kind: "nobody", text: "nobody" },
    ]);
  });

  it("puts labels of parts on one track a name and leaves the others out", () => {
    const source = { labeler: "phases", labelerVersion: 1 };
    const labels = [
      { name: "subtask", value: "reach", startNs: 1e9, endNs: 2e9, ...source },
      { name: "subtask", value: "grasp", startNs: 2e9, endNs: 3e9, ...source },
      { name: "actor", value: "operator:ada", startNs: 1e9, endNs: 3e9, ...source },
      { name: "outcome", value: "success", ...source },
    ];

    expect(tracks(labels, 1e9)).toEqual([
      [
        "subtask",
        [
          { from: 0, to: 1, kind: "subtask", text: "reach" },
          { from: 1, to: 2, kind: "subtask", text: "grasp" },
        ],
      ],
    ]);
  });
});
