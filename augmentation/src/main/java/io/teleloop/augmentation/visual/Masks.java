package io.teleloop.augmentation.visual;

import io.teleloop.sim.geometry.Pose;
import java.util.List;
import java.util.Map;

/// What one picture shows, pixel by pixel from the top left.
///
/// @param names of what can be seen; [#BACKGROUND] and [#ROBOT] among them
/// @param label a pixel's index into the names
/// @param depth a pixel's distance along the camera's axis (m); 0 where it is not known
/// @param camera x right, y down, z into the picture, in the base frame
/// @param focal focal length (pixels); square pixels, the axis in the middle
/// @param objects pose of each named thing that has one, in the base frame
@SuppressWarnings("ArrayRecordComponent") // handed over, never compared
public record Masks(
        int width,
        int height,
        List<String> names,
        byte[] label,
        float[] depth,
        Pose camera,
        double focal,
        Map<String, Pose> objects) {
    /// Floor, table, walls and whatever is behind them.
    public static final String BACKGROUND = "background";
    public static final String ROBOT = "robot";

    public Masks {
        names = List.copyOf(names);
        objects = Map.copyOf(objects);
        if (label.length != width * height || depth.length != width * height) {
            throw new IllegalArgumentException("masks of " + width + " x " + height + " pixels have " + label.length
                    + " labels and " + depth.length + " depths");
        }
    }
}
