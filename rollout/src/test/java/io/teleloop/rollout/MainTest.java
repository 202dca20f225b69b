package io.teleloop.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import io.teleloop.contract.policy.PolicyCard;
import io.teleloop.rollout.report.CurveFile;
import io.teleloop.rollout.report.Measurement;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class MainTest {
    private static final int TRANSITIONS = 320;

    @Test
    void aTinyTrainingLearnsReportsAndIsTheSameBitForBitTheSecondTime(@TempDir Path folder) throws IOException {
        Path first = folder.resolve("first");
        Path second = folder.resolve("second");

        assertThat(train(first)).isZero();
        assertThat(train(second)).isZero();

        List<Measurement> curves = CurveFile.read(first.resolve("curves.jsonl"));
        Measurement last = curves.getLast();
        assertThat(last.transitions()).isGreaterThanOrEqualTo(TRANSITIONS);
        assertThat(last.updates()).isPositive();
        assertThat(last.metrics()).containsKeys(Measurement.EVALUATION_SUCCESS, "critic_loss", "intervention_rate");
        assertThat(Files.readString(first.resolve("report.html")))
                .contains("rlpd on peg-insertion", "SIMULATED intervener", "<svg");
        assertThat(first.resolve("curves.png")).isNotEmptyFile();
        PolicyCard card = PolicyCard.parse(Files.readAllBytes(first.resolve("7/card.json")));
        assertThat(card.algorithm()).isEqualTo("rlpd");

        assertThat(CurveFile.read(second.resolve("curves.jsonl")))
                .usingRecursiveFieldByFieldElementComparatorIgnoringFields("minutes")
                .isEqualTo(curves);
        assertThat(second.resolve("7/policy.onnx")).hasSameBinaryContentAs(first.resolve("7/policy.onnx"));
    }

    @Test
    void wrongOptionsAreNamed() {
        assertThat(complaint("--task", "juggling")).contains("juggling", "peg-insertion");
        assertThat(complaint("--algorithm", "magic")).contains("magic", "hil-serl");
        assertThat(complaint("--demonstrations", "2", "--with-actions", "3")).contains("of 2 demonstrations");
        assertThat(complaint("--algorithm", "resfit", "--base", "rlpd")).contains("rlpd");
        assertThat(complaint("--algorithm", "bc", "--synthetic-share", "0.5")).contains("bc", "rlpd");
        assertThat(complaint("--synthetic-share", "2")).contains("2.0", "from 0 to 1");
        assertThat(complaint("--synthetic-share", "0.5", "--actors", "2")).contains("--actors 0");
    }

    private static int train(Path folder) {
        return new CommandLine(new Main())
                .execute(
                        "--out", folder.toString(),
                        "--algorithm", "rlpd",
                        "--intervener", "help",
                        "--seed", "7",
                        "--demonstrations", "1",
                        "--budget", Integer.toString(TRANSITIONS),
                        "--publish-every", "5",
                        "--evaluate-every", "1000",
                        "--curve-episodes", "1",
                        "--evaluation-episodes", "1");
    }

    private static String complaint(String... arguments) {
        StringWriter complaint = new StringWriter();
        int code =
                new CommandLine(new Main()).setErr(new PrintWriter(complaint)).execute(arguments);
        assertThat(code).isEqualTo(CommandLine.ExitCode.USAGE);
        return complaint.toString();
    }
}
