/** A binary packet that does not follow the operator protocol. The message says what is wrong and where. */
export class PacketError extends Error {
  constructor(message: string) {
    super(message);
    this.name = "PacketError";
  }
}
