import uPlot from "uplot";
import "uplot/dist/uPlot.min.css";
import { element, setText } from "./dom";

const COLOURS = ["#5cc8ff", "#ffbf47", "#4cd37b"] as const;

export interface Line {
  readonly label: string;
  /** Name of the metric (contract's TrainingMetrics). */
  readonly metric: string;
}

export interface CurveStyle {
  readonly title: string;
  readonly lines: readonly Line[];
  /** Shows shares of one as percent, on an axis from 0 to 100 %. */
  readonly percent?: boolean;
}

/** One curve over what the learner had seen; hidden while none of its metrics was ever told. */
export class Curve {
  readonly root: HTMLElement;
  private readonly plot: uPlot;
  private readonly newest: readonly HTMLElement[];
  private readonly resize: ResizeObserver;

  constructor(private readonly style: CurveStyle) {
    this.newest = style.lines.map(({ metric }) => element("b", { class: "number", testId: `metric-${metric}` }, "–"));
    const body = element("div", { class: "curve-body" });
    this.root = element(
      "section",
      { class: "panel curve" },
      element(
        "h2",
        {},
        style.title,
        ...style.lines.map(({ label }, i) => {
          const entry = element("span", { class: "curve-line" }, style.lines.length > 1 ? `${label} ` : "", this.newest[i] ?? "");
          entry.style.color = COLOURS[i] ?? "#fff";
          return entry;
        }),
      ),
      body,
    );
    const grid = { stroke: "#1d2630", width: 1 };
    const axis = { stroke: "#8fa1b3", grid, ticks: { show: false }, font: "10px system-ui" };
    this.plot = new uPlot(
      {
        width: 300,
        height: 130,
        cursor: { y: false, points: { show: false }, sync: { key: "learn" } },
        legend: { show: false },
        padding: [6, 8, 0, 0],
        scales: {
          x: { time: false },
          y: style.percent === true ? { range: () => [0, 1] } : {},
        },
        axes: [
          { ...axis, size: 20, values: (_, marks) => marks.map(thousands) },
          { ...axis, size: 46, values: (_, marks) => marks.map((mark) => this.write(mark)) },
        ],
        series: [
          {},
          ...style.lines.map(({ label }, i) => ({
            label,
            stroke: COLOURS[i] ?? "#fff",
            width: 1.75,
            spanGaps: true,
            points: { show: false },
          })),
        ],
      },
      [[], ...style.lines.map(() => [])],
      body,
    );
    this.resize = new ResizeObserver(() => {
      const width = Math.floor(body.clientWidth);
      const height = Math.floor(body.clientHeight);
      if (width > 60 && height > 40) {
        this.plot.setSize({ width, height });
      }
    });
    this.resize.observe(body);
  }

  /** @param places rising; @param metrics of the same length, missing where they were not told */
  show(places: readonly number[], metrics: readonly Readonly<Record<string, number>>[]): void {
    const columns = this.style.lines.map(({ metric }) => metrics.map((each) => each[metric] ?? null));
    this.root.hidden = !columns.some((column) => column.some((value) => value !== null));
    this.plot.setData([[...places], ...columns]);
    columns.forEach((column, i) => {
      const last = column.findLast((value) => value !== null);
      const node = this.newest[i];
      if (node !== undefined) {
        setText(node, last === undefined || last === null ? "–" : this.write(last));
      }
    });
  }

  dispose(): void {
    this.resize.disconnect();
    this.plot.destroy();
  }

  private write(value: number): string {
    if (this.style.percent === true) {
      return `${Math.round(value * 100)} %`;
    }
    const size = Math.abs(value);
    return size !== 0 && (size < 0.001 || size >= 100_000) ? value.toExponential(1) : String(Number(value.toPrecision(3)));
  }
}

function thousands(value: number): string {
  return value >= 1000 ? `${Number((value / 1000).toPrecision(3))}k` : String(value);
}
