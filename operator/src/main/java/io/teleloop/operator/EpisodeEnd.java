package io.teleloop.operator;

/// What became of a closed episode.
///
/// @param episode its id
/// @param fate `sealed`, `quarantined` or `discarded`
/// @param manifestKey object key of the manifest; empty unless sealed
/// @param sizeBytes of the stored file; 0 unless sealed
/// @param reason why it was quarantined; else empty
public record EpisodeEnd(String episode, String fate, String manifestKey, long sizeBytes, String reason) {
    public boolean sealed() {
        return fate.equals("sealed");
    }
}
