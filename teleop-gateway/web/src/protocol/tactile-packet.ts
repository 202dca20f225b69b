import { PacketError } from "./packet-error";

/** The displacement field of one fingertip (operator protocol, section 3). */
export interface TactileField {
  /** Index of the pad in the robot's description. */
  readonly pad: number;
  readonly rows: number;
  readonly columns: number;
  /** Gateway clock, milliseconds. */
  readonly capturedAtMs: number;
  readonly sequence: number;
  /** Metres, pad frame: x, y, z of each marker, row by row; length 3 · rows · columns. */
  readonly displacement: Float32Array;
}

const VERSION = 1;
const KIND = 2;
const HEADER_BYTES = 24;

export function decodeTactile(bytes: ArrayBuffer): TactileField {
  const view = new DataView(bytes);
  if (view.byteLength < HEADER_BYTES) {
    throw new PacketError(`Tactile packet of ${view.byteLength} bytes is shorter than its header (${HEADER_BYTES}).`);
  }
  if (view.getUint8(0) !== VERSION || view.getUint8(1) !== KIND) {
    throw new PacketError(`Tactile packet has version ${view.getUint8(0)} kind ${view.getUint8(1)}, expected 1 and 2.`);
  }
  const rows = view.getUint8(3);
  const columns = view.getUint8(4);
  const values = 3 * rows * columns;
  if (view.byteLength !== HEADER_BYTES + 2 * values) {
    throw new PacketError(
      `Tactile packet has ${view.byteLength} bytes, expected ${HEADER_BYTES + 2 * values} for ${rows} x ${columns} markers.`,
    );
  }
  const metresPerUnit = view.getFloat32(20, true);
  return {
    pad: view.getUint8(2),
    rows,
    columns,
    capturedAtMs: view.getFloat64(8, true),
    sequence: view.getUint32(16, true),
    displacement: Float32Array.from(
      { length: values },
      (_, i) => view.getInt16(HEADER_BYTES + 2 * i, true) * metresPerUnit,
    ),
  };
}

/** Largest length of a marker's displacement, metres. */
export function largestDisplacement(field: TactileField): number {
  let largest = 0;
  for (let i = 0; i + 2 < field.displacement.length; i += 3) {
    largest = Math.max(largest, markerDisplacement(field, i / 3));
  }
  return largest;
}

/** Length of the displacement of the marker at `index` (row by row), metres. */
export function markerDisplacement(field: TactileField, index: number): number {
  const d = field.displacement;
  return Math.hypot(d[3 * index] ?? 0, d[3 * index + 1] ?? 0, d[3 * index + 2] ?? 0);
}
