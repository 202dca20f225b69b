/** This client's clock: milliseconds since the Unix epoch, never stepping back within a page. */
export function nowMs(): number {
  return performance.timeOrigin + performance.now();
}
