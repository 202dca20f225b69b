package io.teleloop.robot.link;

/// The gateway refused this robot; trying again without a change will not help.
public final class LinkRefusedException extends Exception {
    private static final long serialVersionUID = 1L;

    LinkRefusedException(String message) {
        super(message);
    }
}
