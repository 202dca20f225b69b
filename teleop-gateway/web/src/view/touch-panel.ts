import type { TactilePad } from "../protocol/robot-description";
import type { TactileField } from "../protocol/tactile-packet";
import { slider } from "./control-panel";
import { element, setText } from "./dom";
import { TactileFieldView } from "./tactile-field-view";
import type { TactileScale } from "./tactile-scale";

const DEFAULT_EXAGGERATION = "12";

/** The fingertips' fields side by side, the colour scale and how much longer than life the arrows in space are. */
export class TouchPanel {
  readonly root: HTMLElement;
  private readonly views: readonly TactileFieldView[];
  private readonly slider = slider("1", "40", DEFAULT_EXAGGERATION, "exaggeration");
  private readonly exaggerationValue = element("output", { class: "number" });
  private readonly full = element("span", { class: "number dim" });

  constructor(
    pads: readonly TactilePad[],
    private readonly scale: TactileScale,
  ) {
    this.views = pads.map((pad) => new TactileFieldView(pad, scale));
    this.slider.addEventListener("input", () => this.showExaggeration());
    this.slider.addEventListener("change", () => this.slider.blur());
    this.root = element(
      "section",
      { class: "panel touch-panel" },
      element("h2", {}, "Touch"),
      element("div", { class: "tactile-fields" }, ...this.views.map((view) => view.root)),
      element("div", { class: "row legend" }, element("span", { class: "number dim" }, "0"), element("span", { class: "ramp" }), this.full),
      element("label", { class: "row" }, "Arrows", this.slider, this.exaggerationValue),
    );
    this.showExaggeration();
  }

  exaggeration(): number {
    return Number(this.slider.value);
  }

  draw(fields: ReadonlyMap<number, TactileField>): void {
    for (const [pad, field] of fields) {
      this.views[pad]?.draw(field);
    }
    setText(this.full, `${(this.scale.full() * 1000).toFixed(2)} mm`);
  }

  private showExaggeration(): void {
    setText(this.exaggerationValue, `× ${this.slider.value}`);
  }
}
