// What kafkajs 2.2.4 keeps to itself and `scram-user.ts` needs. Its version is pinned exactly for this reason.
declare module 'kafkajs/src/protocol/encoder.js' {
  export default class Encoder {
    writeInt8(value: number): this;
    writeInt32(value: number): this;
    writeUVarInt(value: number): this;
    writeUVarIntString(value: string): this;
    writeUVarIntBytes(value: Buffer): this;
  }
}
declare module 'kafkajs/src/protocol/decoder.js' {
  export default class Decoder {
    constructor(buffer: Buffer);
    readInt16(): number;
    readInt32(): number;
    readUVarInt(): number;
    readUVarIntString(): string | null;
    readTaggedFields(): unknown;
  }
}
