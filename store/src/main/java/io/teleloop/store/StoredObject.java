package io.teleloop.store;

/// An object of a listing.
///
/// @param size bytes
public record StoredObject(String key, long size) {}
