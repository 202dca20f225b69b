package io.teleloop.policy;

/// A policy cannot be run, or decided nothing that a robot may do. Whoever runs it lets the robot hold and says why.
public final class PolicyFaultException extends RuntimeException {
    public PolicyFaultException(String message) {
        super(message);
    }

    public PolicyFaultException(String message, Throwable cause) {
        super(message, cause);
    }
}
