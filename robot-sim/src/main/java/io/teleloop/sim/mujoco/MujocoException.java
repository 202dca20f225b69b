package io.teleloop.sim.mujoco;

/// MuJoCo refused something or failed; the message carries MuJoCo's own text.
public final class MujocoException extends RuntimeException {
    MujocoException(String message) {
        super(message);
    }

    MujocoException(String message, Throwable cause) {
        super(message, cause);
    }
}
