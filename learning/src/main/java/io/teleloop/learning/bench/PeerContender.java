package io.teleloop.learning.bench;

import io.teleloop.learning.actorcritic.ActorCriticConfig;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// PyTorch, in a process of its own that computes only when it is asked.
final class PeerContender implements Contender {
    /// What more than one thread is used for. Either may be the faster one.
    enum Sharing {
        /// Every operation. Threads of OpenMP spin while they wait, which stops all work on a machine that has other
        /// work, so they are told to sleep soon.
        EVERYTHING("pytorch"),
        /// Matrix products only.
        PRODUCTS("pytorch-blas");

        private final String name;

        Sharing(String name) {
            this.name = name;
        }

        private int openMpThreads(int threads) {
            return this == EVERYTHING ? threads : 1;
        }
    }

    private static final String SPINS = "1000";

    private final Sharing sharing;
    private final int threads;
    private final Process process;
    private final BufferedReader answers;
    private final BufferedWriter questions;
    private final String version;

    /// A Python that has PyTorch.
    static Optional<String> findPython() {
        return List.of("python3", "/usr/bin/python3").stream()
                .filter(PeerContender::hasTorch)
                .findFirst();
    }

    private static boolean hasTorch(String python) {
        try {
            return new ProcessBuilder(python, "-c", "import torch")
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            throw new IllegalStateException("interrupted while looking for PyTorch", e);
        }
    }

    /// @param avx512 whether OpenBLAS is told so: it knows too few AMD processors, and would be no fair peer
    PeerContender(
            String python,
            Path script,
            ActorCriticConfig config,
            int batchSize,
            Sharing sharing,
            int threads,
            boolean avx512) {
        this.sharing = sharing;
        this.threads = threads;
        int openMpThreads = sharing.openMpThreads(threads);
        ProcessBuilder builder = new ProcessBuilder(
                python,
                script.toString(),
                Integer.toString(config.critic().heads()),
                Integer.toString(batchSize),
                Integer.toString(config.observationSize()),
                Integer.toString(config.actionSize()),
                Integer.toString(config.critic().hidden().getFirst()),
                Integer.toString(openMpThreads));
        builder.environment().put("OMP_NUM_THREADS", Integer.toString(openMpThreads));
        builder.environment().put("OPENBLAS_NUM_THREADS", Integer.toString(threads));
        builder.environment().put("GOMP_SPINCOUNT", SPINS);
        if (avx512) {
            builder.environment().put("OPENBLAS_CORETYPE", "SkylakeX");
        }
        try {
            process = builder.redirectError(ProcessBuilder.Redirect.INHERIT).start();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot start " + python, e);
        }
        answers = process.inputReader();
        questions = process.outputWriter();
        version = read();
    }

    /// Of PyTorch and of its BLAS.
    String version() {
        return version;
    }

    @Override
    public String name() {
        return sharing.name;
    }

    @Override
    public int threads() {
        return threads;
    }

    @Override
    public Speed run(Update update, double seconds) {
        try {
            questions.write(update + " " + seconds + "\n");
            questions.flush();
        } catch (IOException e) {
            throw new UncheckedIOException("the peer has ended", e);
        }
        String[] answer = read().split(" ", 3);
        return Speed.of(Long.parseLong(answer[0]), Double.parseDouble(answer[1]), Double.parseDouble(answer[2]));
    }

    private String read() {
        try {
            String line = answers.readLine();
            if (line == null) {
                throw new IllegalStateException("the peer has ended; its reason stands above");
            }
            return line;
        } catch (IOException e) {
            throw new UncheckedIOException("the peer cannot be read", e);
        }
    }

    @Override
    public void close() {
        process.destroy();
    }
}
