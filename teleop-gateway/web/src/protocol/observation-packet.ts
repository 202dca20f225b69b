import type { Pose, Vec3 } from "../geometry/pose";
import { PacketError } from "./packet-error";

/** One observation of the robot (operator protocol, section 3). Metres, radians, newtons; frame `base`. */
export interface Observation {
  readonly taskSuccess: boolean;
  readonly engaged: boolean;
  readonly sequence: number;
  /** Gateway clock, milliseconds. */
  readonly capturedAtMs: number;
  /** Gateway clock, milliseconds. */
  readonly sentAtMs: number;
  /** Age of the newest accepted command, or null when there is none. */
  readonly commandAgeMs: number | null;
  /** 0…1. */
  readonly taskProgress: number;
  readonly joints: Float32Array;
  readonly tcp: Pose;
  readonly linearVelocity: Vec3;
  readonly angularVelocity: Vec3;
  readonly force: Vec3;
  readonly torque: Vec3;
  readonly gripperOpening: number;
  readonly target: Pose;
  readonly objects: readonly Pose[];
}

const VERSION = 1;
const KIND = 1;
const HEADER_BYTES = 40;
const FIXED_FLOATS = 27;
const POSE_FLOATS = 7;
const TASK_SUCCESS_BIT = 1;
const ENGAGED_BIT = 2;

export function decodeObservation(bytes: ArrayBuffer): Observation {
  const view = new DataView(bytes);
  if (view.byteLength < HEADER_BYTES) {
    throw new PacketError(`Observation packet of ${view.byteLength} bytes is shorter than its header (${HEADER_BYTES}).`);
  }
  if (view.getUint8(0) !== VERSION || view.getUint8(1) !== KIND) {
    throw new PacketError(`Observation packet has version ${view.getUint8(0)} kind ${view.getUint8(1)}, expected 1 and 1.`);
  }
  const jointCount = view.getUint16(32, true);
  const objectCount = view.getUint16(34, true);
  const expected = HEADER_BYTES + 4 * (jointCount + FIXED_FLOATS + POSE_FLOATS * objectCount);
  if (view.byteLength !== expected) {
    throw new PacketError(
      `Observation packet has ${view.byteLength} bytes, expected ${expected} for ${jointCount} joints and ${objectCount} objects.`,
    );
  }
  const flags = view.getUint16(2, true);
  const floats = new FloatCursor(view, HEADER_BYTES);
  const age = view.getFloat32(24, true);
  return {
    taskSuccess: (flags & TASK_SUCCESS_BIT) !== 0,
    engaged: (flags & ENGAGED_BIT) !== 0,
    sequence: view.getUint32(4, true),
    capturedAtMs: view.getFloat64(8, true),
    sentAtMs: view.getFloat64(16, true),
    commandAgeMs: age < 0 ? null : age,
    taskProgress: view.getFloat32(28, true),
    joints: floats.array(jointCount),
    tcp: floats.pose(),
    linearVelocity: floats.vec3(),
    angularVelocity: floats.vec3(),
    force: floats.vec3(),
    torque: floats.vec3(),
    gripperOpening: floats.next(),
    target: floats.pose(),
    objects: Array.from({ length: objectCount }, () => floats.pose()),
  };
}

class FloatCursor {
  constructor(
    private readonly view: DataView,
    private offset: number,
  ) {}

  next(): number {
    const value = this.view.getFloat32(this.offset, true);
    this.offset += 4;
    return value;
  }

  array(length: number): Float32Array {
    return Float32Array.from({ length }, () => this.next());
  }

  vec3(): Vec3 {
    return [this.next(), this.next(), this.next()];
  }

  pose(): Pose {
    return { position: this.vec3(), rotation: [this.next(), this.next(), this.next(), this.next()] };
  }
}
