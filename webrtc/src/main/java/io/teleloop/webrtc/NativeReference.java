package io.teleloop.webrtc;

import dev.onvoid.webrtc.internal.NativeObject;
import dev.onvoid.webrtc.internal.RefCountedObject;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/// The reference that a Java object holds on a native one.
///
/// webrtc-java 0.14.0 never gives back the references of peer connections and transceivers; without this each
/// connection would keep some 150 KB of native memory for ever.
final class NativeReference {
    private static final VarHandle HANDLE = handleField();

    private final long address;

    private NativeReference(long address) {
        this.address = address;
    }

    /// Must be taken while the object is alive, before it is closed.
    static NativeReference of(NativeObject object) {
        return new NativeReference((long) HANDLE.get(object));
    }

    /// Gives the reference back. Exactly once, and never for an object that a callback lent: those hold none.
    void release() {
        if (address == 0) {
            return;
        }
        Borrowed borrowed = new Borrowed();
        HANDLE.set(borrowed, address);
        borrowed.release();
    }

    private static VarHandle handleField() {
        try {
            return MethodHandles.privateLookupIn(NativeObject.class, MethodHandles.lookup())
                    .findVarHandle(NativeObject.class, "nativeHandle", long.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private static final class Borrowed extends RefCountedObject {}
}
