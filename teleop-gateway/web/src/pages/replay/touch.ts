import type { StepTable } from "../../connection/catalogue-api";
import type { TactileField } from "../../protocol/tactile-packet";
import { element } from "../../view/dom";
import { TactileFieldView } from "../../view/tactile-field-view";
import { TactileScale } from "../../view/tactile-scale";

/** What the fingertips felt at each step. All of it has one scale, so that colours can be compared over the episode. */
export class Touch {
  readonly root: HTMLElement;
  private readonly pads: readonly { readonly view: TactileFieldView; readonly fields: readonly (TactileField | null)[] }[];
  private shown = -1;

  constructor(steps: StepTable) {
    const scale = new TactileScale();
    this.pads = steps.pads.map(({ name, rows, columns }, pad) => ({
      view: new TactileFieldView({ name }, scale),
      fields: (steps.readings[`tactile.${name}`] ?? []).map((displacement, step) =>
        displacement.length === 3 * rows * columns
          ? { pad, rows, columns, capturedAtMs: 0, sequence: step, displacement: Float32Array.from(displacement) }
          : null,
      ),
    }));
    this.pads.forEach(({ fields }) => fields.forEach((field) => field !== null && scale.follow(field)));
    this.root = element("div", { class: "replay-touch" }, ...this.pads.map(({ view }) => view.root));
  }

  draw(step: number): void {
    if (step !== this.shown) {
      this.shown = step;
      for (const { view, fields } of this.pads) {
        const field = fields[step];
        if (field !== undefined && field !== null) {
          view.draw(field);
        }
      }
    }
  }
}
