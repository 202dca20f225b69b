package io.teleloop.http;

/// What is answered in place of what was asked for.
///
/// @param status of HTTP
/// @param code for programs
/// @param message what went wrong, and where
/// @param action what to do about it
public record Problem(int status, String code, String message, String action) {
    private static final int OURS = 500;

    /// Whether whoever asked can do nothing about it.
    boolean ours() {
        return status >= OURS;
    }
}
