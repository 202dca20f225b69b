package io.teleloop.mcap;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;

/// Reads the fields of one record in order, and never past its end.
final class RecordFields {
    private static final int MASK_8 = 0xff;
    private static final int MASK_16 = 0xffff;
    private static final long MASK_32 = 0xffff_ffffL;

    private final int opcode;
    private final ByteBuffer content;
    private final Place place;

    RecordFields(int opcode, ByteBuffer content, Place place) {
        this.opcode = opcode;
        this.content = content.duplicate().order(ByteOrder.LITTLE_ENDIAN);
        this.place = place;
    }

    McapException problem(String problem) {
        return new McapException(Opcode.name(opcode) + ": " + problem, place);
    }

    int remaining() {
        return content.remaining();
    }

    /// The bytes of this record's content so far.
    ByteBuffer consumed() {
        return content.duplicate().flip();
    }

    int u8(String field) throws McapException {
        require(field, Byte.BYTES);
        return content.get() & MASK_8;
    }

    int u16(String field) throws McapException {
        require(field, Short.BYTES);
        return content.getShort() & MASK_16;
    }

    long u32(String field) throws McapException {
        require(field, Integer.BYTES);
        return content.getInt() & MASK_32;
    }

    long u64(String field) throws McapException {
        require(field, Long.BYTES);
        return content.getLong();
    }

    String string(String field) throws McapException {
        ByteBuffer utf8 = bytes(field, u32(field));
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(utf8).toString();
        } catch (CharacterCodingException e) {
            throw new McapException(Opcode.name(opcode) + ": " + field + " is not UTF-8", place, e);
        }
    }

    /// A view of the next bytes.
    ByteBuffer bytes(String field, long length) throws McapException {
        require(field, length);
        ByteBuffer view = content.slice(content.position(), (int) length).order(ByteOrder.LITTLE_ENDIAN);
        content.position(content.position() + (int) length);
        return view;
    }

    ByteBuffer rest() {
        ByteBuffer view = content.slice();
        content.position(content.limit());
        return view;
    }

    /// The fields of a length-prefixed array or map.
    RecordFields elements(String field) throws McapException {
        return new RecordFields(opcode, bytes(field, u32(field)), place);
    }

    Map<String, String> strings(String field) throws McapException {
        RecordFields entries = elements(field);
        Map<String, String> map = new TreeMap<>();
        while (entries.remaining() > 0) {
            String key = entries.string(field);
            if (map.put(key, entries.string(field)) != null) {
                throw problem(field + " has the key '" + key + "' twice");
            }
        }
        return map;
    }

    Map<Integer, Long> counts(String field) throws McapException {
        RecordFields entries = elements(field);
        Map<Integer, Long> map = new TreeMap<>();
        while (entries.remaining() > 0) {
            int key = entries.u16(field);
            if (map.put(key, entries.u64(field)) != null) {
                throw problem(field + " has the key " + key + " twice");
            }
        }
        return map;
    }

    private void require(String field, long length) throws McapException {
        if (length < 0 || length > content.remaining()) {
            throw problem(field + " needs " + Long.toUnsignedString(length) + " bytes and the record has "
                    + content.remaining() + " left");
        }
    }
}
