package io.teleloop.sim.camera;

/// How a geom looks.
///
/// @param red      0 to 1, like the other colours
/// @param specular strength of highlights, 0 to 1
/// @param floor    drawn with a grid, and casts no shadow
record Surface(float red, float green, float blue, float alpha, float specular, boolean floor) {}
