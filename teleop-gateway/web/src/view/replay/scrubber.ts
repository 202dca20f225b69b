import type { HeldLabel, StepTable } from "../../connection/catalogue-api";
import { actors, type Span, tracks } from "../../replay/spans";
import { element } from "../dom";

/** The episode from its beginning to its end: who acted, what labelers say of which part, and where the playback stands. */
export class Scrubber {
  readonly root: HTMLElement;
  private readonly slider = element("input", { type: "range", min: "0", step: "0.001", "aria-label": "time", testId: "scrubber" });

  /** @param seek called with seconds when the operator moves the hand */
  constructor(
    private readonly length: number,
    steps: StepTable,
    labels: readonly HeldLabel[],
    seek: (seconds: number) => void,
  ) {
    this.slider.max = String(length);
    this.slider.value = "0";
    this.slider.addEventListener("input", () => seek(Number(this.slider.value)));
    this.root = element(
      "div",
      { class: "scrubber" },
      this.track("acts", actors(steps, length)),
      ...tracks(labels, steps.startNs).map(([name, spans]) => this.track(name, spans)),
      element("div", { class: "track" }, element("span", { class: "track-name" }, ""), element("div", { class: "track-body plain" }, this.slider)),
    );
  }

  show(seconds: number): void {
    this.slider.value = String(seconds);
    this.root.style.setProperty("--at", String(this.length > 0 ? seconds / this.length : 0));
  }

  private track(name: string, spans: readonly Span[]): HTMLElement {
    return element(
      "div",
      { class: "track", testId: `track-${name}` },
      element("span", { class: "track-name" }, name),
      element("div", { class: "track-body" }, ...spans.map((span) => this.span(span))),
    );
  }

  private span(span: Span): HTMLElement {
    const node = element("span", { class: "span", "data-kind": span.kind, title: span.text }, span.text);
    const share = (seconds: number): number => (this.length > 0 ? (100 * Math.min(this.length, Math.max(0, seconds))) / this.length : 0);
    node.style.left = `${share(span.from)}%`;
    node.style.width = `${Math.max(0.2, share(span.to) - share(span.from))}%`;
    return node;
  }
}
