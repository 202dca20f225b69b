package io.teleloop.lerobot.parquet;

import com.github.luben.zstd.Zstd;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.zip.GZIPInputStream;
import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.compression.CompressionCodecFactory;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.xerial.snappy.Snappy;

/// Compression without Hadoop's: writes Snappy, which every reader of data sets has, and reads what others write
/// too.
final class Codecs implements CompressionCodecFactory {
    @Override
    public BytesInputCompressor getCompressor(CompressionCodecName codec) {
        if (codec != CompressionCodecName.SNAPPY) {
            throw new IllegalArgumentException("only SNAPPY is written, not " + codec);
        }
        return new BytesInputCompressor() {
            @Override
            public BytesInput compress(BytesInput bytes) throws IOException {
                return BytesInput.from(Snappy.compress(bytesOf(bytes)));
            }

            @Override
            public CompressionCodecName getCodecName() {
                return codec;
            }

            @Override
            public void release() {}
        };
    }

    @Override
    public BytesInputDecompressor getDecompressor(CompressionCodecName codec) {
        return new BytesInputDecompressor() {
            @Override
            public BytesInput decompress(BytesInput bytes, int size) throws IOException {
                return BytesInput.from(plain(codec, bytesOf(bytes), size));
            }

            @Override
            public void decompress(ByteBuffer input, int compressedSize, ByteBuffer output, int size)
                    throws IOException {
                byte[] compressed = new byte[compressedSize];
                input.get(compressed);
                output.put(plain(codec, compressed, size));
            }

            @Override
            public void release() {}
        };
    }

    private static byte[] bytesOf(BytesInput input) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(Math.toIntExact(input.size()));
        input.writeAllTo(bytes);
        return bytes.toByteArray();
    }

    private static byte[] plain(CompressionCodecName codec, byte[] compressed, int size) throws IOException {
        byte[] plain =
                switch (codec) {
                    case UNCOMPRESSED -> compressed;
                    case SNAPPY -> Snappy.uncompress(compressed);
                    case ZSTD -> Zstd.decompress(compressed, size);
                    case GZIP -> {
                        try (GZIPInputStream gzip = new GZIPInputStream(new ByteArrayInputStream(compressed))) {
                            yield gzip.readNBytes(size);
                        }
                    }
                    default ->
                        throw new IOException("pages compressed with " + codec
                                + " cannot be read; rewrite the file with SNAPPY, ZSTD, GZIP or none");
                };
        if (plain.length != size) {
            throw new IOException("a page holds " + plain.length + " bytes and declares " + size);
        }
        return plain;
    }

    @Override
    public void release() {}
}
