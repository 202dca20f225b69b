// Reads an MCAP file with the TypeScript library, by its index and from start to end, and prints what it found.
import { createHash } from "node:crypto";
import { open, readFile } from "node:fs/promises";
import process from "node:process";
import { McapIndexedReader, McapStreamReader } from "@mcap/core";
import { loadDecompressHandlers } from "@mcap/support";

function digest() {
  const hash = createHash("sha256");
  return {
    add(message) {
      const fixed = Buffer.alloc(22);
      fixed.writeUInt16LE(message.channelId, 0);
      fixed.writeUInt32LE(message.sequence, 2);
      fixed.writeBigUInt64LE(message.logTime, 6);
      fixed.writeBigUInt64LE(message.publishTime, 14);
      hash.update(fixed).update(message.data);
    },
    hex: () => hash.digest("hex"),
  };
}

async function readIndexed(path, decompressHandlers) {
  const file = await open(path, "r");
  try {
    const readable = {
      size: async () => BigInt((await file.stat()).size),
      read: async (offset, size) => {
        const bytes = new Uint8Array(Number(size));
        await file.read(bytes, 0, bytes.length, Number(offset));
        return bytes;
      },
    };
    const reader = await McapIndexedReader.Initialize({ readable, decompressHandlers });
    const messages = digest();
    let count = 0;
    for await (const message of reader.readMessages()) {
      messages.add(message);
      count++;
    }
    const metadata = [];
    for await (const record of reader.readMetadata()) {
      metadata.push([record.name, ...[...record.metadata].flat()].join("="));
    }
    const attachments = [];
    for await (const record of reader.readAttachments()) {
      attachments.push(`${record.name}=${createHash("sha256").update(record.data).digest("hex")}`);
    }
    return {
      messages: count,
      sha256: messages.hex(),
      schemas: reader.schemasById.size,
      channels: [...reader.channelsById.values()].map((channel) => channel.topic).sort(),
      chunks: reader.chunkIndexes.length,
      counted: Number(reader.statistics.messageCount),
      metadata,
      attachments,
    };
  } finally {
    await file.close();
  }
}

async function readStream(path, decompressHandlers) {
  const reader = new McapStreamReader({ decompressHandlers, validateCrcs: true });
  const messages = digest();
  let count = 0;
  reader.append(await readFile(path));
  for (let record = reader.nextRecord(); record; record = reader.nextRecord()) {
    if (record.type === "Message") {
      messages.add(record);
      count++;
    }
  }
  return { messages: count, sha256: messages.hex(), done: reader.done() };
}

const decompressHandlers = await loadDecompressHandlers();
const lines = [];
for (const path of process.argv.slice(2)) {
  const indexed = await readIndexed(path, decompressHandlers);
  const stream = await readStream(path, decompressHandlers);
  lines.push(
    `indexed messages=${indexed.messages} sha256=${indexed.sha256} schemas=${indexed.schemas} ` +
      `channels=${indexed.channels} chunks=${indexed.chunks} counted=${indexed.counted} ` +
      `metadata=${indexed.metadata} attachments=${indexed.attachments}`,
    `stream messages=${stream.messages} sha256=${stream.sha256} done=${stream.done}`,
  );
}
console.log(lines.join("\n"));
