import uPlot from "uplot";
import "uplot/dist/uPlot.min.css";
import type { Vec3 } from "../geometry/pose";
import { element } from "./dom";

const WINDOW_S = 10;
const REDRAW_MS = 100;
const AXIS_COLOURS = ["#ff6b6b", "#5bd17a", "#5aa9ff"] as const;

/** The last ten seconds of a vector, for example the force at the wrist. */
export class VectorPlot {
  readonly root = element("div", { class: "plot" });
  private readonly plot: uPlot;
  private readonly times: number[] = [];
  private readonly parts: [number[], number[], number[]] = [[], [], []];
  private readonly resize: ResizeObserver;
  private lastDrawMs = 0;

  /**
   * @param title with the unit
   * @param smallestRange the vertical axis spans at least ± this much, so that noise does not look like a blow
   */
  constructor(title: string, names: readonly [string, string, string], smallestRange: number) {
    this.root.append(element("div", { class: "plot-title" }, title));
    const grid = { stroke: "#1d2630", width: 1 };
    const axis = { stroke: "#8fa1b3", grid, ticks: { show: false }, font: "10px system-ui" };
    this.plot = new uPlot(
      {
        width: 300,
        height: 90,
        cursor: { show: false },
        legend: { show: false },
        padding: [6, 8, 0, 0],
        scales: {
          x: { time: false, range: () => [-WINDOW_S, 0] },
          y: { range: (_, low, high) => rangeAround(low, high, smallestRange) },
        },
        axes: [
          { ...axis, size: 18, values: (_, marks) => marks.map((mark) => `${mark} s`) },
          { ...axis, size: 38 },
        ],
        series: [
          {},
          ...names.map((label, i) => ({ label, stroke: AXIS_COLOURS[i] ?? "#fff", width: 1.5, points: { show: false } })),
        ],
      },
      [[], [], [], []],
      this.root,
    );
    this.root.append(
      element(
        "div",
        { class: "plot-legend" },
        ...names.map((name, i) => {
          const entry = element("span", {}, name);
          entry.style.color = AXIS_COLOURS[i] ?? "#fff";
          return entry;
        }),
      ),
    );
    this.resize = new ResizeObserver(() => this.fit());
    this.resize.observe(this.root);
  }

  /** @param timeMs when it was measured, any steady clock */
  add(timeMs: number, value: Vec3): void {
    const newest = this.times.at(-1);
    if (newest !== undefined && timeMs < newest) {
      this.clear();
    }
    this.times.push(timeMs);
    this.parts.forEach((part, i) => part.push(value[i] ?? 0));
    while ((this.times[0] ?? timeMs) < timeMs - WINDOW_S * 1000) {
      this.times.shift();
      this.parts.forEach((part) => part.shift());
    }
  }

  draw(nowMs: number): void {
    const newest = this.times.at(-1);
    if (newest === undefined || nowMs - this.lastDrawMs < REDRAW_MS) {
      return;
    }
    this.lastDrawMs = nowMs;
    this.plot.setData([this.times.map((time) => (time - newest) / 1000), ...this.parts]);
  }

  dispose(): void {
    this.resize.disconnect();
    this.plot.destroy();
  }

  private clear(): void {
    this.times.length = 0;
    this.parts.forEach((part) => (part.length = 0));
  }

  private fit(): void {
    const width = Math.floor(this.root.clientWidth);
    const height = Math.floor(this.root.clientHeight - 18);
    if (width > 60 && height > 40) {
      this.plot.setSize({ width, height });
    }
  }
}

function rangeAround(low: number | null, high: number | null, smallest: number): [number, number] {
  return [Math.min(low ?? 0, -smallest), Math.max(high ?? 0, smallest)];
}
