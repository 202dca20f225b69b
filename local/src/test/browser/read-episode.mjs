// Reads a sealed episode with the MCAP project's own TypeScript library: node read-episode.mjs FILE
// Prints one line of JSON: messages by topic, whether time rises, and the episode's metadata.
import { open } from "node:fs/promises";
import process from "node:process";
import { McapIndexedReader } from "@mcap/core";
import { loadDecompressHandlers } from "@mcap/support";

const file = await open(process.argv[2], "r");
try {
  const reader = await McapIndexedReader.Initialize({
    readable: {
      size: async () => BigInt((await file.stat()).size),
      read: async (offset, size) => {
        const bytes = new Uint8Array(Number(size));
        await file.read(bytes, 0, bytes.length, Number(offset));
        return bytes;
      },
    },
    decompressHandlers: await loadDecompressHandlers(),
  });
  const counts = {};
  let last = 0n;
  let timeRises = true;
  for await (const message of reader.readMessages({ validateCrcs: true })) {
    const { topic } = reader.channelsById.get(message.channelId);
    counts[topic] = (counts[topic] ?? 0) + 1;
    timeRises &&= message.logTime >= last;
    last = message.logTime;
  }
  const metadata = {};
  for await (const record of reader.readMetadata()) {
    Object.assign(metadata, Object.fromEntries(record.metadata));
  }
  console.log(JSON.stringify({ counts, timeRises, metadata }));
} finally {
  await file.close();
}
