package io.teleloop.sim.camera;

/// What each pixel of a picture shows, and how far away that is.
///
/// @param bodies index of the model's body a pixel, row by row from the top left; negative where there is nothing
/// @param depth distance along the camera's axis a pixel (m); 0 where there is nothing
@SuppressWarnings("ArrayRecordComponent") // handed over, never compared
public record Segmentation(int width, int height, int[] bodies, float[] depth) {
    public static final int NOTHING = -1;
}
