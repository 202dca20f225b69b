/**
 * The time code below each video frame (operator protocol, section 3): 40 blocks, `1 0`, 32 bits of capture time in
 * 0.1 ms modulo 2³² and 6 bits of checksum.
 */
export const TIME_CODE_BLOCKS = 40;

const TIME_BITS = 32;
const TIME_START = 2;
const CHECK_START = TIME_START + TIME_BITS;
const CHECK_BITS = 6;
const TICKS_PER_MS = 10;
const MODULUS = 2 ** 32;

/**
 * Reads the blocks of one strip.
 *
 * @param luma brightness of each block, 0…255, from left to right
 * @returns the time in 0.1 ms modulo 2³², or null when the strip is damaged
 */
export function readTimeCode(luma: ArrayLike<number>): number | null {
  if (luma.length !== TIME_CODE_BLOCKS) {
    return null;
  }
  const bit = (i: number): number => ((luma[i] ?? 0) > 127 ? 1 : 0);
  if (bit(0) !== 1 || bit(1) !== 0) {
    return null;
  }
  let ticks = 0;
  let sum = 0;
  for (let i = 0; i < TIME_BITS; i++) {
    const value = bit(TIME_START + i);
    ticks = ticks * 2 + value;
    sum += value * (TIME_BITS - i);
  }
  let check = 0;
  for (let i = 0; i < CHECK_BITS; i++) {
    check = check * 2 + bit(CHECK_START + i);
  }
  return sum % 2 ** CHECK_BITS === check ? ticks : null;
}

/** Age of a time code at `nowMs`, both on the gateway's clock; negative when the code lies in the future. */
export function timeCodeAgeMs(ticks: number, nowMs: number): number {
  const now = Math.floor(nowMs * TICKS_PER_MS) % MODULUS;
  const age = (now - ticks + MODULUS) % MODULUS;
  return (age >= MODULUS / 2 ? age - MODULUS : age) / TICKS_PER_MS;
}
