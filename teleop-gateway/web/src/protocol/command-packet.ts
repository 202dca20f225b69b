/** What an operator's client sends over the `command` channel (operator protocol, section 3). Little endian. */
export interface CommandPacket {
  readonly deadman: boolean;
  /** Epoch of the lease under which the command is given. */
  readonly epoch: number;
  /** Rises within an epoch. */
  readonly sequence: number;
  /** Milliseconds since the Unix epoch, this client's clock. */
  readonly sentAtMs: number;
  /** Physical units, in the order of the robot's action space. */
  readonly action: ArrayLike<number>;
}

const VERSION = 1;
const HEADER_BYTES = 24;
const DEADMAN_BIT = 1;

export function encodeCommand(packet: CommandPacket): ArrayBuffer {
  const bytes = new ArrayBuffer(HEADER_BYTES + 4 * packet.action.length);
  const view = new DataView(bytes);
  view.setUint8(0, VERSION);
  view.setUint8(1, packet.deadman ? DEADMAN_BIT : 0);
  view.setUint16(2, packet.action.length, true);
  view.setUint32(4, packet.epoch, true);
  view.setUint32(8, packet.sequence, true);
  view.setUint32(12, 0, true);
  view.setFloat64(16, packet.sentAtMs, true);
  for (let i = 0; i < packet.action.length; i++) {
    view.setFloat32(HEADER_BYTES + 4 * i, packet.action[i] ?? 0, true);
  }
  return bytes;
}
