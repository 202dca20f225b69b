package io.teleloop.rollout.actor;

import io.teleloop.contract.policy.PolicyCard;
import io.teleloop.policy.PolicyBundle;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/// Policies on a pipe: length and bytes of the card, of the network, then whether a base follows in the same way.
final class BundleStream {
    private static final int LARGEST = 256 << 20;

    private BundleStream() {}

    static void write(PolicyBundle policy, DataOutputStream out) throws IOException {
        write(policy.card().toJson(), out);
        write(policy.model(), out);
        PolicyBundle base = policy.base();
        out.writeBoolean(base != null);
        if (base != null) {
            write(base, out);
        }
        out.flush();
    }

    private static void write(byte[] bytes, DataOutputStream out) throws IOException {
        out.writeInt(bytes.length);
        out.write(bytes);
    }

    /// @throws java.io.EOFException when there will be no more
    static PolicyBundle read(DataInputStream in) throws IOException {
        PolicyCard card = PolicyCard.parse(bytes(in));
        byte[] model = bytes(in);
        @Nullable PolicyBundle base = in.readBoolean() ? read(in) : null;
        return PolicyBundle.of(card, model, base);
    }

    private static byte[] bytes(DataInputStream in) throws IOException {
        int length = in.readInt();
        if (length < 0 || length > LARGEST) {
            throw new IOException("a part of a policy has " + length + " bytes, at most " + LARGEST + " are read");
        }
        byte[] bytes = new byte[length];
        in.readFully(bytes);
        return bytes;
    }
}
