import type { TactilePad } from "../protocol/robot-description";
import { largestDisplacement, markerDisplacement, type TactileField } from "../protocol/tactile-packet";
import { cssColourOf } from "./colour-scale";
import { element, fitCanvas, requireContext, setText } from "./dom";
import type { TactileScale } from "./tactile-scale";

/** Length of the longest arrow, in distances between markers. */
const LONGEST_ARROW = 0.85;

/** One fingertip from the front: each marker coloured by how far it moved, with an arrow along the pad. */
export class TactileFieldView {
  private readonly canvas = element("canvas", { class: "tactile-canvas" });
  private readonly context = requireContext(this.canvas);
  private readonly value = element("span", { class: "number" }, "–");
  readonly root: HTMLElement;

  constructor(
    pad: Pick<TactilePad, "name">,
    private readonly scale: TactileScale,
  ) {
    this.root = element(
      "figure",
      { class: "tactile", testId: `tactile-${pad.name}` },
      element("figcaption", {}, element("span", {}, pad.name), this.value),
      this.canvas,
    );
  }

  draw(field: TactileField): void {
    setText(this.value, `${(largestDisplacement(field) * 1000).toFixed(2)} mm`);
    const { width, height } = fitCanvas(this.canvas, this.context);
    const cell = Math.min(width / field.columns, height / field.rows);
    const left = (width - cell * field.columns) / 2;
    const top = (height - cell * field.rows) / 2;
    for (let row = 0; row < field.rows; row++) {
      for (let column = 0; column < field.columns; column++) {
        const index = row * field.columns + column;
        const x = left + (column + 0.5) * cell;
        const y = top + (row + 0.5) * cell;
        this.context.fillStyle = cssColourOf(markerDisplacement(field, index) / this.scale.full());
        this.context.fillRect(x - cell * 0.47, y - cell * 0.47, cell * 0.94, cell * 0.94);
        this.arrow(x, y, field, index, cell);
      }
    }
  }

  private arrow(x: number, y: number, field: TactileField, index: number, cell: number): void {
    const perMetre = (LONGEST_ARROW * cell) / this.scale.full();
    const dx = (field.displacement[3 * index] ?? 0) * perMetre;
    const dy = (field.displacement[3 * index + 1] ?? 0) * perMetre;
    const { context } = this;
    context.strokeStyle = context.fillStyle = "rgb(5 8 12 / 0.9)";
    context.lineWidth = Math.max(1, cell * 0.09);
    context.beginPath();
    context.moveTo(x, y);
    context.lineTo(x + dx, y + dy);
    context.stroke();
    context.beginPath();
    context.arc(x + dx, y + dy, Math.max(1, cell * 0.09), 0, 2 * Math.PI);
    context.fill();
  }
}
