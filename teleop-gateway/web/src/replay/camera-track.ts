const HEADER_BYTES = 12;
const NS_PER_S = 1e9;

/** A camera's pictures, each with its time. */
export interface CameraTrack {
  /** Seconds from the first step, rising. */
  readonly seconds: readonly number[];
  /** JPEG. */
  readonly pictures: readonly Blob[];
}

/**
 * Reads what the catalogue sends of a camera: capture time (8 bytes, nanoseconds), length (4 bytes), both big endian, and
 * a JPEG picture, one after the other.
 *
 * @param startNs time of the first step
 */
export function readCameraTrack(bytes: ArrayBuffer, startNs: number): CameraTrack {
  const view = new DataView(bytes);
  const seconds: number[] = [];
  const pictures: Blob[] = [];
  let at = 0;
  while (at + HEADER_BYTES <= bytes.byteLength) {
    const length = view.getUint32(at + 8);
    if (at + HEADER_BYTES + length > bytes.byteLength) {
      throw new Error(`Picture ${pictures.length} ends behind the end of what the catalogue sent. Load the page again.`);
    }
    // The difference of two large numbers: exact only when it is taken before either is rounded.
    seconds.push(Number(view.getBigInt64(at) - BigInt(startNs)) / NS_PER_S);
    pictures.push(new Blob([bytes.slice(at + HEADER_BYTES, at + HEADER_BYTES + length)], { type: "image/jpeg" }));
    at += HEADER_BYTES + length;
  }
  return { seconds, pictures };
}
