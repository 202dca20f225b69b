import { element, fitCanvas, requireContext } from "./dom";

export interface Place {
  readonly x: number;
  readonly y: number;
}

export interface Cloud {
  readonly colour: string;
  readonly points: readonly Place[];
}

const MARGIN = { left: 44, right: 10, top: 8, bottom: 22 };
const RADIUS = 3;
const TEXT = "#8fa1b3";
const LINE = "#1d2630";

/** Places on the x-y plane, metres, to the same scale both ways, over the cells that they fill. */
export class ScatterPlot {
  readonly root = element("canvas", { class: "scatter", role: "img", "aria-label": "places of the tool at the start of episodes", testId: "scatter" });
  private readonly context = requireContext(this.root);
  private readonly resize = new ResizeObserver(() => this.draw());
  private clouds: readonly Cloud[] = [];
  private cell = 0.01;

  constructor() {
    this.resize.observe(this.root);
  }

  /** @param cell edge of a cell, metres */
  show(clouds: readonly Cloud[], cell: number): void {
    this.clouds = clouds;
    this.cell = cell;
    this.root.dataset["points"] = String(clouds.reduce((count, cloud) => count + cloud.points.length, 0));
    this.draw();
  }

  dispose(): void {
    this.resize.disconnect();
  }

  private draw(): void {
    const { width, height } = fitCanvas(this.root, this.context);
    const all = this.clouds.flatMap((cloud) => cloud.points);
    if (width === 0 || all.length === 0) {
      return;
    }
    const frame = { width: width - MARGIN.left - MARGIN.right, height: height - MARGIN.top - MARGIN.bottom };
    const x = this.range(all.map((point) => point.x));
    const y = this.range(all.map((point) => point.y));
    const scale = Math.min(frame.width / (x.high - x.low), frame.height / (y.high - y.low));
    const middle = { x: (x.low + x.high) / 2, y: (y.low + y.high) / 2 };
    const right = (metres: number): number => MARGIN.left + frame.width / 2 + (metres - middle.x) * scale;
    const down = (metres: number): number => MARGIN.top + frame.height / 2 - (metres - middle.y) * scale;
    this.axes(x, y, right, down, height);
    for (const { colour, points } of this.clouds) {
      this.context.fillStyle = colour;
      this.context.globalAlpha = 0.16;
      for (const { x: column, y: row } of this.cells(points)) {
        const corner = { x: right(column * this.cell), y: down((row + 1) * this.cell) };
        this.context.fillRect(corner.x, corner.y, this.cell * scale, this.cell * scale);
      }
      this.context.globalAlpha = 0.85;
      for (const point of points) {
        this.context.beginPath();
        this.context.arc(right(point.x), down(point.y), RADIUS, 0, 2 * Math.PI);
        this.context.fill();
      }
    }
    this.context.globalAlpha = 1;
  }

  /** Whole cells around what is shown, five at least. */
  private range(values: readonly number[]): { low: number; high: number } {
    let low = Math.floor(values.reduce((a, b) => Math.min(a, b)) / this.cell);
    let high = Math.floor(values.reduce((a, b) => Math.max(a, b)) / this.cell) + 1;
    while (high - low < 5) {
      low--;
      high++;
    }
    return { low: low * this.cell, high: high * this.cell };
  }

  private cells(points: readonly Place[]): Place[] {
    const filled = new Map<string, Place>();
    for (const point of points) {
      const cell = { x: Math.floor(point.x / this.cell), y: Math.floor(point.y / this.cell) };
      filled.set(`${cell.x} ${cell.y}`, cell);
    }
    return [...filled.values()];
  }

  private axes(x: { low: number; high: number }, y: { low: number; high: number }, right: (metres: number) => number, down: (metres: number) => number, height: number): void {
    const { context } = this;
    context.strokeStyle = LINE;
    context.strokeRect(right(x.low), down(y.high), right(x.high) - right(x.low), down(y.low) - down(y.high));
    context.fillStyle = TEXT;
    context.font = "10px system-ui";
    context.textAlign = "center";
    context.textBaseline = "bottom";
    context.fillText(millimetres(x.low), right(x.low), height - 2);
    context.fillText(`x ${millimetres(x.high)} mm`, right(x.high) - 16, height - 2);
    context.textAlign = "right";
    context.textBaseline = "middle";
    context.fillText(millimetres(y.low), right(x.low) - 4, down(y.low) - 6);
    context.fillText(`y ${millimetres(y.high)}`, right(x.low) - 4, down(y.high) + 6);
  }
}

function millimetres(metres: number): string {
  return String(Math.round(metres * 1000));
}
