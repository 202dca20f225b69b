import type { Vec3 } from "../geometry/pose";

/** A dash stands for what is not known. */
const UNKNOWN = "–";

export function milliseconds(value: number | null): string {
  return value === null ? UNKNOWN : `${Math.round(value)} ms`;
}

export function duration(ms: number): string {
  const seconds = Math.max(0, Math.floor(ms / 1000));
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
}

/** How long ago, in the unit that fits. */
export function age(ms: number): string {
  const seconds = Math.max(0, ms) / 1000;
  if (seconds < 60) {
    return `${seconds.toFixed(seconds < 10 ? 1 : 0)} s`;
  }
  return seconds < 3600 ? `${Math.round(seconds / 60)} min` : `${(seconds / 3600).toFixed(1)} h`;
}

/** A share of one. */
export function percent(share: number): string {
  return `${(100 * share).toFixed(share < 0.0995 && share > 0 ? 1 : 0)} %`;
}

export function bytes(value: number): string {
  if (value < 1024) {
    return `${value} B`;
  }
  const units = ["KiB", "MiB", "GiB", "TiB"];
  let scaled = value;
  let unit = -1;
  do {
    scaled /= 1024;
    unit++;
  } while (scaled >= 1024 && unit < units.length - 1);
  return `${scaled.toFixed(scaled < 10 ? 1 : 0)} ${units[unit] ?? ""}`;
}

/** A position in metres, written in millimetres. */
export function millimetres(position: Vec3): string {
  return `${position.map((part) => (part * 1000).toFixed(1)).join(", ")} mm`;
}

/** Capital letter first, full stop last; nothing stays nothing. */
export function sentence(text: string): string {
  const trimmed = text.trim();
  if (trimmed === "") {
    return "";
  }
  return trimmed.charAt(0).toUpperCase() + trimmed.slice(1) + (/[.!?…]$/.test(trimmed) ? "" : ".");
}
