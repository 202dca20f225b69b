import { element, fitCanvas, requireContext } from "../dom";

const COLOURS = ["#ff6b6b", "#5bd17a", "#5aa9ff", "#ffbf47", "#c792ea", "#7fdbca", "#93a4b5"] as const;
const WANTED_DASH = [3, 3];

/** Curves over the whole episode. The solid ones were measured or sent; a dashed one is what a policy wanted. */
export class CurveStrip {
  readonly root: HTMLElement;
  private readonly canvas = element("canvas", { class: "strip" });
  private readonly context = requireContext(this.canvas);
  private readonly curves: number;
  private readonly largest: number;

  /**
   * @param names of the curves
   * @param values one row a step, empty where nothing is known
   * @param wanted the same of what a policy wanted; empty where none ran
   */
  constructor(
    title: string,
    names: readonly string[],
    private readonly seconds: readonly number[],
    private readonly values: readonly (readonly number[])[],
    private readonly wanted: readonly (readonly number[])[] = [],
  ) {
    this.root = element(
      "section",
      { class: "replay-strip" },
      element(
        "h2",
        {},
        title,
        ...names.map((name, i) => {
          const entry = element("span", { class: "curve-line" }, name);
          entry.style.color = COLOURS[i % COLOURS.length] ?? "#fff";
          return entry;
        }),
      ),
      this.canvas,
    );
    this.curves = names.length;
    this.largest = values.reduce((most, row) => row.slice(0, this.curves).reduce((a, b) => Math.max(a, Math.abs(b)), most), 1e-9);
  }

  /** @param length seconds of the whole episode; @param at where the playback stands */
  draw(length: number, at: number): void {
    const { width, height } = fitCanvas(this.canvas, this.context);
    const x = (time: number): number => (length > 0 ? (time / length) * width : 0);
    const y = (value: number): number => height / 2 - (value / this.largest) * (height / 2 - 2);
    this.context.strokeStyle = "#1d2630";
    this.context.lineWidth = 1;
    line(this.context, [0, height / 2], [width, height / 2]);
    for (let curve = 0; curve < this.curves; curve++) {
      this.context.strokeStyle = COLOURS[curve % COLOURS.length] ?? "#fff";
      this.context.lineWidth = 1.3;
      this.curve(this.values, curve, x, y);
      this.context.setLineDash(WANTED_DASH);
      this.context.globalAlpha = 0.6;
      this.curve(this.wanted, curve, x, y);
      this.context.setLineDash([]);
      this.context.globalAlpha = 1;
    }
    this.context.strokeStyle = "#e8eef4";
    line(this.context, [x(at), 0], [x(at), height]);
  }

  private curve(rows: readonly (readonly number[])[], curve: number, x: (time: number) => number, y: (value: number) => number): void {
    this.context.beginPath();
    let drawing = false;
    rows.forEach((row, step) => {
      const value = row[curve];
      if (value === undefined) {
        drawing = false;
        return;
      }
      const place: [number, number] = [x(this.seconds[step] ?? 0), y(value)];
      if (drawing) {
        this.context.lineTo(...place);
      } else {
        this.context.moveTo(...place);
      }
      drawing = true;
    });
    this.context.stroke();
  }
}

function line(context: CanvasRenderingContext2D, from: [number, number], to: [number, number]): void {
  context.beginPath();
  context.moveTo(...from);
  context.lineTo(...to);
  context.stroke();
}
