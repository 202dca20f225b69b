type Rgb = readonly [number, number, number];

/* Dark blue through cyan and yellow to red: rises in brightness, then in warmth, and stands out on a dark page. */
const STOPS: readonly Rgb[] = [
  [30, 58, 110],
  [32, 132, 188],
  [54, 202, 190],
  [176, 222, 88],
  [255, 196, 60],
  [255, 92, 70],
];

/** Colour of a magnitude, 0…1, as red, green and blue 0…255. */
export function colourOf(part: number): Rgb {
  const position = Math.max(0, Math.min(1, part)) * (STOPS.length - 1);
  const index = Math.min(STOPS.length - 2, Math.floor(position));
  const from = STOPS[index] as Rgb;
  const to = STOPS[index + 1] as Rgb;
  const mix = (i: 0 | 1 | 2): number => Math.round(from[i] + (to[i] - from[i]) * (position - index));
  return [mix(0), mix(1), mix(2)];
}

export function cssColourOf(part: number): string {
  return `rgb(${colourOf(part).join(" ")})`;
}
