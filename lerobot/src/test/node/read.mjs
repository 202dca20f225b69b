// Reads Parquet files with the library that the dataset visualizer uses, and prints a file a line: its footer's
// key-values, how its columns are compressed, and its rows.
import process from "node:process";
import { asyncBufferFromFile, parquetMetadataAsync, parquetReadObjects } from "hyparquet";

for (const path of process.argv.slice(2)) {
  const file = await asyncBufferFromFile(path);
  const metadata = await parquetMetadataAsync(file);
  const footer = Object.fromEntries(
    (metadata.key_value_metadata ?? []).map(({ key, value }) => [key, value]),
  );
  const codecs = new Set(
    metadata.row_groups.flatMap((group) => group.columns.map((column) => column.meta_data.codec)),
  );
  const rows = await parquetReadObjects({ file });
  console.log(
    JSON.stringify({ footer, codecs: [...codecs], rows }, (_, value) =>
      typeof value === "bigint" ? value.toString() : value,
    ),
  );
}
