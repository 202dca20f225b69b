package io.teleloop.learning.tensor;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/// A file of named single-precision tensors and named strings, in the safetensors format: header length (8 bytes,
/// little
/// endian), header (JSON), data. The same content gives the same bytes.
///
/// @param tensors by name
/// @param metadata by name
public record Safetensors(SortedMap<String, Weights> tensors, SortedMap<String, String> metadata) {
    private static final JsonMapper JSON = new JsonMapper();
    private static final String METADATA = "__metadata__";
    private static final int ALIGNMENT = 8;

    public Safetensors() {
        this(new TreeMap<>(), new TreeMap<>());
    }

    /// @throws IllegalArgumentException when there is no tensor of this name
    public float[] values(String name) {
        return tensor(name).values();
    }

    /// @throws IllegalArgumentException when there is no tensor of this name
    public int[] shape(String name) {
        return tensor(name).shape();
    }

    private Weights tensor(String name) {
        Weights weights = tensors.get(name);
        if (weights == null) {
            throw new IllegalArgumentException("the file has no tensor " + name + ", it has " + tensors.keySet());
        }
        return weights;
    }

    /// @throws IllegalArgumentException when there is no such string
    public String text(String name) {
        String text = metadata.get(name);
        if (text == null) {
            throw new IllegalArgumentException("the file says nothing of " + name + ", only of " + metadata.keySet());
        }
        return text;
    }

    public byte[] toBytes() {
        ObjectNode header = JSON.createObjectNode();
        ObjectNode strings = header.putObject(METADATA);
        metadata.forEach(strings::put);
        long offset = 0;
        for (Map.Entry<String, Weights> tensor : tensors.entrySet()) {
            ObjectNode entry = header.putObject(tensor.getKey());
            entry.put("dtype", "F32");
            ArrayNode shape = entry.putArray("shape");
            for (int dimension : tensor.getValue().shape()) {
                shape.add(dimension);
            }
            long end = offset + (long) Float.BYTES * tensor.getValue().values().length;
            entry.putArray("data_offsets").add(offset).add(end);
            offset = end;
        }
        byte[] text = header.toString().getBytes(StandardCharsets.UTF_8);
        int headerSize = (text.length + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
        ByteBuffer file = ByteBuffer.allocate(Math.toIntExact(Long.BYTES + headerSize + offset))
                .order(ByteOrder.LITTLE_ENDIAN);
        file.putLong(headerSize).put(text);
        while (file.position() < Long.BYTES + headerSize) {
            file.put((byte) ' ');
        }
        for (Weights weights : tensors.values()) {
            file.asFloatBuffer().put(weights.values());
            file.position(file.position() + Float.BYTES * weights.values().length);
        }
        return file.array();
    }

    /// @throws IllegalArgumentException when the bytes are not such a file, saying what is wrong where
    public static Safetensors parse(byte[] bytes) {
        ByteBuffer file = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        if (bytes.length < Long.BYTES) {
            throw new IllegalArgumentException("a safetensors file has at least 8 bytes, this one " + bytes.length);
        }
        long headerSize = file.getLong();
        if (headerSize < 2 || headerSize > file.remaining()) {
            throw new IllegalArgumentException("the safetensors header says that it has " + headerSize
                    + " bytes, the file has " + file.remaining() + " after it; the file is cut or of another format");
        }
        JsonNode header;
        try {
            header = JSON.readTree(bytes, Long.BYTES, (int) headerSize);
        } catch (IOException e) {
            throw new IllegalArgumentException("the safetensors header is no JSON", e);
        }
        int data = Long.BYTES + (int) headerSize;
        Safetensors parsed = new Safetensors();
        header.properties().forEach(entry -> {
            if (entry.getKey().equals(METADATA)) {
                entry.getValue()
                        .properties()
                        .forEach(string -> parsed.metadata.put(
                                string.getKey(), string.getValue().asText()));
            } else {
                parsed.tensors.put(entry.getKey(), tensor(entry.getKey(), entry.getValue(), file, data));
            }
        });
        return parsed;
    }

    private static Weights tensor(String name, JsonNode entry, ByteBuffer file, int data) {
        if (!entry.path("dtype").asText().equals("F32")) {
            throw new IllegalArgumentException(
                    "tensor " + name + " is of type " + entry.path("dtype") + "; only F32 is read");
        }
        int[] shape = new int[entry.path("shape").size()];
        long size = 1;
        for (int i = 0; i < shape.length; i++) {
            shape[i] = entry.path("shape").get(i).asInt();
            size *= shape[i];
        }
        long begin = entry.path("data_offsets").path(0).asLong(-1);
        long end = entry.path("data_offsets").path(1).asLong(-1);
        if (begin < 0 || end - begin != Float.BYTES * size || data + end > file.capacity()) {
            throw new IllegalArgumentException("tensor " + name + " says that it lies at " + begin + " to " + end
                    + " of the data, which does not fit its shape or the file");
        }
        float[] values = new float[(int) size];
        file.slice((int) (data + begin), (int) (end - begin))
                .order(ByteOrder.LITTLE_ENDIAN)
                .asFloatBuffer()
                .get(values);
        return new Weights(shape, values);
    }
}
