import type { HeldLabel, StepTable } from "../connection/catalogue-api";

const NS_PER_S = 1e9;
const ACTOR_KINDS = ["operator", "policy", "nobody"] as const;

/** A part of the episode, seconds from its first step, and what is said of it. */
export interface Span {
  readonly from: number;
  readonly to: number;
  readonly kind: string;
  readonly text: string;
}

/** Who acted, as spans: steps of the same actor one after the other are one. */
export function actors(steps: Pick<StepTable, "actor" | "seconds">, length: number): Span[] {
  const spans: Span[] = [];
  steps.actor.forEach((actor, i) => {
    const from = steps.seconds[i] ?? 0;
    const to = steps.seconds[i + 1] ?? length;
    const last = spans.at(-1);
    if (last !== undefined && last.text === actor) {
      spans[spans.length - 1] = { ...last, to };
    } else {
      spans.push({ from, to, kind: ACTOR_KINDS.find((kind) => actor.startsWith(kind)) ?? "nobody", text: actor });
    }
  });
  return spans;
}

/** Labels of parts of the episode, one track a name. What is said of who acted stands there already. */
export function tracks(labels: readonly HeldLabel[], startNs: number): [string, Span[]][] {
  const byName = new Map<string, Span[]>();
  for (const label of labels) {
    if (label.startNs !== undefined && label.endNs !== undefined && label.name !== "actor") {
      const spans = byName.get(label.name) ?? [];
      spans.push({
        from: (label.startNs - startNs) / NS_PER_S,
        to: (label.endNs - startNs) / NS_PER_S,
        kind: label.name,
        text: label.value,
      });
      byName.set(label.name, spans);
    }
  }
  return [...byName];
}
