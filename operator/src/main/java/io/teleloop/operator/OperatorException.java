package io.teleloop.operator;

/// Something that the gateway refused or that did not happen in time.
public final class OperatorException extends Exception {
    private static final long serialVersionUID = 1L;

    private final String code;
    private final String reason;
    private final String action;

    public OperatorException(String code, String reason, String action) {
        super(text(code, reason, action));
        this.code = code;
        this.reason = reason;
        this.action = action;
    }

    public OperatorException(String code, String reason, String action, Throwable cause) {
        super(text(code, reason, action), cause);
        this.code = code;
        this.reason = reason;
        this.action = action;
    }

    static OperatorException connectionLost(String reason) {
        return new OperatorException("connection-lost", reason, "connect again");
    }

    private static String text(String code, String reason, String action) {
        return code + ": " + reason + "; " + action;
    }

    /// One of the operator protocol's error codes, or `timeout`, `connection-lost` or `unreachable`, which the
    /// client itself finds.
    public String code() {
        return code;
    }

    /// What went wrong, and where.
    public String reason() {
        return reason;
    }

    /// What to do about it.
    public String action() {
        return action;
    }
}
