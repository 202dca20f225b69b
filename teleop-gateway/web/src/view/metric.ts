import { element, setText } from "./dom";

export type Health = "good" | "fair" | "bad" | "unknown";

/** A figure with its name; its colour says whether it is fine to drive with. */
export class Metric {
  private readonly value: HTMLElement;
  readonly root: HTMLElement;

  constructor(label: string, testId: string, explanation: string) {
    this.value = element("span", { class: "metric-value number", testId }, "–");
    this.root = element(
      "div",
      { class: "metric", title: explanation },
      element("span", { class: "metric-label" }, label),
      this.value,
    );
  }

  show(text: string, health: Health): void {
    setText(this.value, text);
    this.value.dataset.health = health;
  }
}

/** Health of a figure that is better when it is smaller. */
export function healthOf(value: number | null, good: number, fair: number): Health {
  if (value === null) {
    return "unknown";
  }
  return value <= good ? "good" : value <= fair ? "fair" : "bad";
}
