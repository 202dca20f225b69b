package io.teleloop.catalogue.query;

import io.teleloop.http.InvalidRequestException;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// The parameters of a question, each with what it takes. An empty one counts as not given.
final class Parameters {
    private final Map<String, String> values;

    /// @throws InvalidRequestException when a parameter is unknown
    Parameters(Map<String, String> values, Set<String> known) throws InvalidRequestException {
        Set<String> unknown = new TreeSet<>(values.keySet());
        unknown.removeAll(known);
        if (!unknown.isEmpty()) {
            throw new InvalidRequestException("there is no parameter " + String.join(", ", unknown) + "; there are "
                    + String.join(", ", new TreeSet<>(known)));
        }
        this.values = values;
    }

    Optional<String> text(String name) {
        return Optional.ofNullable(values.get(name)).map(String::strip).filter(text -> !text.isEmpty());
    }

    Optional<Instant> time(String name) throws InvalidRequestException {
        Optional<String> text = text(name);
        try {
            return text.map(Instant::parse);
        } catch (DateTimeParseException e) {
            throw invalid(name, "a time such as 2026-01-31T12:00:00Z");
        }
    }

    Optional<Double> number(String name) throws InvalidRequestException {
        Optional<String> text = text(name);
        try {
            Optional<Double> number = text.map(Double::valueOf);
            if (number.isPresent() && !Double.isFinite(number.get())) {
                throw invalid(name, "a number");
            }
            return number;
        } catch (NumberFormatException e) {
            throw invalid(name, "a number");
        }
    }

    int integer(String name, int otherwise, int smallest, int largest) throws InvalidRequestException {
        String takes = "a whole number from " + smallest + " to " + largest;
        try {
            int number = text(name).map(Integer::valueOf).orElse(otherwise);
            if (number < smallest || number > largest) {
                throw invalid(name, takes);
            }
            return number;
        } catch (NumberFormatException e) {
            throw invalid(name, takes);
        }
    }

    <T extends Enum<T>> T choice(String name, T otherwise) throws InvalidRequestException {
        Optional<String> text = text(name);
        if (text.isEmpty()) {
            return otherwise;
        }
        Set<String> choices = new TreeSet<>();
        for (T choice : otherwise.getDeclaringClass().getEnumConstants()) {
            String word = choice.name().toLowerCase(Locale.ROOT);
            if (word.equals(text.get())) {
                return choice;
            }
            choices.add(word);
        }
        throw invalid(name, "one of " + String.join(", ", choices));
    }

    InvalidRequestException invalid(String name, String takes) {
        return new InvalidRequestException(
                "parameter '" + name + "' is '" + values.getOrDefault(name, "") + "'; it takes " + takes);
    }
}
