package io.teleloop.augmentation.simulation;

import io.teleloop.contract.Streams;
import io.teleloop.contract.v1.RobotDescription;
import io.teleloop.contract.v1.StreamDescription;

/// Takes a robot its cameras.
final class Blindfold {
    private Blindfold() {}

    static RobotDescription withoutCameras(RobotDescription robot) {
        RobotDescription.Builder blind = robot.toBuilder().clearCameras().clearStreams();
        for (StreamDescription stream : robot.getStreamsList()) {
            if (!Streams.isCamera(stream.getName())) {
                blind.addStreams(stream);
            }
        }
        return blind.build();
    }
}
