package io.teleloop.operator;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.util.JsonFormat;
import io.teleloop.contract.v1.RobotDescription;
import java.util.LinkedHashMap;
import java.util.Map;

/// What the gateway tells an operator who joins a robot.
///
/// @param session id of this session
/// @param operator the name that the token stands for
/// @param controlRateHz how often the robot takes a command
/// @param robot what the robot is and can do
/// @param cameras names by media id
record Joined(
        String session, String operator, double controlRateHz, RobotDescription robot, Map<String, String> cameras) {

    static Joined of(JsonNode message) throws OperatorException {
        RobotDescription.Builder robot = RobotDescription.newBuilder();
        try {
            // A newer gateway may know fields that this client does not.
            JsonFormat.parser()
                    .ignoringUnknownFields()
                    .merge(message.path("robot").toString(), robot);
        } catch (InvalidProtocolBufferException e) {
            throw new OperatorException(
                    "bad-message",
                    "the gateway's description of the robot cannot be read: " + e.getMessage(),
                    "use a client of the gateway's version",
                    e);
        }
        Map<String, String> cameras = new LinkedHashMap<>();
        for (JsonNode camera : message.path("cameras")) {
            cameras.put(camera.path("mid").asText(), camera.path("name").asText());
        }
        return new Joined(
                message.path("session").asText(),
                message.path("operator").asText(),
                message.path("controlRateHz").asDouble(),
                robot.build(),
                cameras);
    }
}
