package io.teleloop.gateway.operator;

import io.teleloop.contract.v1.Outcome;
import io.teleloop.contract.v1.Utterance;
import io.teleloop.gateway.control.Supervision;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.util.Optional;

/// Reads the operator protocol's JSON.
final class ClientMessages {
    private static final int LONGEST_NAME = 64;
    private static final int LONGEST_SAYING = 200;
    private static final int LONGEST_SDP = 128 << 10;
    private static final int LONGEST_CANDIDATE = 1024;
    private static final int MOST_LINES = 64;
    private static final double LARGEST_TIME = 1e16;

    private ClientMessages() {}

    static ClientMessage parse(String text) throws BadMessageException {
        JsonObject json;
        try {
            json = new JsonObject(text);
        } catch (DecodeException e) {
            throw new BadMessageException("a message of " + text.length() + " characters is no JSON object");
        }
        String type = text(json, "type", LONGEST_NAME);
        return switch (type) {
            case "join" -> new ClientMessage.Join(text(json, "robot", LONGEST_NAME));
            case "answer" -> new ClientMessage.Answer(text(json, "sdp", LONGEST_SDP));
            case "ice" ->
                new ClientMessage.Ice(
                        text(json, "candidate", LONGEST_CANDIDATE), text(json, "sdpMid", LONGEST_NAME), (int)
                                number(json, "sdpMLineIndex", 0, MOST_LINES));
            case "estop" -> new ClientMessage.EStop();
            case "estop.clear" -> new ClientMessage.EStopClear();
            case "clock" -> new ClientMessage.Clock(number(json, "t1", -LARGEST_TIME, LARGEST_TIME));
            case "clock.report" ->
                new ClientMessage.ClockReport(
                        number(json, "offsetMs", -LARGEST_TIME, LARGEST_TIME),
                        number(json, "errorMs", 0, LARGEST_TIME),
                        number(json, "rttMs", 0, LARGEST_TIME),
                        json.getValue("glassToGlassMs") == null
                                ? Optional.empty()
                                : Optional.of(number(json, "glassToGlassMs", -LARGEST_TIME, LARGEST_TIME)));
            case "lease.acquire" -> new ClientMessage.LeaseAcquire();
            case "lease.renew" -> new ClientMessage.LeaseRenew();
            case "lease.release" -> new ClientMessage.LeaseRelease();
            case "autonomy.start" ->
                new ClientMessage.AutonomyStart(
                        text(json, "policy", LONGEST_NAME), whole(json, "version"), onRelease(json));
            case "autonomy.stop" -> new ClientMessage.AutonomyStop();
            case "episode.open" -> new ClientMessage.EpisodeOpen();
            case "episode.close" -> new ClientMessage.EpisodeClose(outcome(json));
            case "say" -> say(json);
            case "reset" -> new ClientMessage.Reset(seed(json));
            default -> throw new BadMessageException("a message of the unknown type '" + type + "'");
        };
    }

    private static Outcome outcome(JsonObject json) throws BadMessageException {
        String outcome = text(json, "outcome", LONGEST_NAME);
        return switch (outcome) {
            case "success" -> Outcome.SUCCESS;
            case "failure" -> Outcome.FAILURE;
            case "unknown" -> Outcome.UNKNOWN;
            case "discard" -> Outcome.DISCARDED;
            default ->
                throw new BadMessageException(
                        "outcome '" + outcome + "' is none of success, failure, unknown and discard");
        };
    }

    private static ClientMessage say(JsonObject json) throws BadMessageException {
        String kind = text(json, "kind", LONGEST_NAME);
        String text = text(json, "text", LONGEST_SAYING).strip();
        if (text.isEmpty()) {
            throw new BadMessageException("field 'text' is blank");
        }
        return switch (kind) {
            case "instruction" -> new ClientMessage.Say(Utterance.Kind.INSTRUCTION, text);
            case "correction" -> new ClientMessage.Say(Utterance.Kind.CORRECTION, text);
            default -> throw new BadMessageException("kind '" + kind + "' is neither instruction nor correction");
        };
    }

    private static Supervision onRelease(JsonObject json) throws BadMessageException {
        String choice = text(json, "onRelease", LONGEST_NAME);
        return switch (choice) {
            case "resume" -> Supervision.RESUME;
            case "hold" -> Supervision.HOLD;
            default -> throw new BadMessageException("onRelease '" + choice + "' is neither resume nor hold");
        };
    }

    private static Optional<Long> seed(JsonObject json) throws BadMessageException {
        return json.getValue("seed") == null ? Optional.empty() : Optional.of(whole(json, "seed"));
    }

    private static long whole(JsonObject json, String field) throws BadMessageException {
        double value = number(json, field, 0, (double) (1L << 53));
        if (value != Math.rint(value)) {
            throw new BadMessageException("field '" + field + "' is " + value + ", it must be a whole number");
        }
        return (long) value;
    }

    private static String text(JsonObject json, String field, int longest) throws BadMessageException {
        if (!(json.getValue(field) instanceof String value)) {
            throw new BadMessageException("field '" + field + "' is missing or no text");
        }
        if (value.length() > longest) {
            throw new BadMessageException(
                    "field '" + field + "' has " + value.length() + " characters, at most " + longest + " are allowed");
        }
        return value;
    }

    private static double number(JsonObject json, String field, double least, double most) throws BadMessageException {
        if (!(json.getValue(field) instanceof Number number)) {
            throw new BadMessageException("field '" + field + "' is missing or no number");
        }
        double value = number.doubleValue();
        if (!(value >= least && value <= most)) {
            throw new BadMessageException(
                    "field '" + field + "' is " + value + ", it must be from " + least + " to " + most);
        }
        return value;
    }
}
