package io.teleloop.learning.bench;

import io.teleloop.learning.actorcritic.ActorCriticConfig;
import io.teleloop.learning.actorcritic.ActorCriticConfig.Distribution.TanhGaussian;
import io.teleloop.learning.network.Activation;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.bytedeco.pytorch.global.torch;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// Measures how many updates a second the engines make, beside PyTorch on the same machine at the same time.
///
/// Contenders take turns, round by round, so that whatever else the machine does hits all of them. A ratio is the
/// median of the rounds' ratios.
@Command(
        name = "teleloop bench train",
        description = "Measure updates a second of our engines beside PyTorch's.",
        mixinStandardHelpOptions = true,
        sortOptions = false)
public final class TrainBench implements Callable<Integer> {
    private static final int BATCH = 256;
    private static final int OBSERVATION = 32;
    private static final int ACTION = 7;
    private static final List<Integer> HIDDEN = List.of(256, 256);
    private static final String PEER = "learning/src/bench/python/peer.py";

    @Option(
            names = "--critics",
            defaultValue = "2,10",
            split = ",",
            description = "Sizes of the ensemble; default: ${DEFAULT-VALUE}.")
    private List<Integer> critics = List.of();

    @Option(names = "--threads", defaultValue = "1,2", split = ",", description = "Default: ${DEFAULT-VALUE}.")
    private List<Integer> threads = List.of();

    @Option(names = "--rounds", defaultValue = "9", description = "Measured rounds; default: ${DEFAULT-VALUE}.")
    private int rounds = 9;

    @Option(
            names = "--seconds",
            defaultValue = "1",
            description = "Of each contender and update in a round; default: ${DEFAULT-VALUE}.")
    private double seconds = 1;

    @Option(
            names = "--warm-up",
            defaultValue = "5",
            description = "Seconds of each contender and update before; default: ${DEFAULT-VALUE}.")
    private double warmUp = 5;

    private final Path home = Path.of(System.getProperty("teleloop.home", "."));

    private record Trial(Contender contender, Update update) {}

    /// See `--help`.
    public static void main(String[] arguments) {
        System.exit(new CommandLine(new TrainBench()).execute(arguments));
    }

    @Override
    public Integer call() throws IOException {
        Optional<String> python = PeerContender.findPython();
        boolean avx512 = Files.readString(Path.of("/proc/cpuinfo")).contains("avx512f");
        System.out.printf(
                Locale.ROOT,
                "batch %d, observation %d, action %d, hidden %s; medians of %d rounds of %.1f s%n",
                BATCH,
                OBSERVATION,
                ACTION,
                HIDDEN,
                rounds,
                seconds);
        System.out.printf(
                "libtorch %s, Java %s, OPENBLAS_CORETYPE %s on both sides%n",
                torch.class.getPackage().getImplementationVersion(),
                Runtime.version(),
                avx512 ? "SkylakeX" : "left alone");
        if (python.isEmpty()) {
            System.out.println("No PyTorch to compare with. Install it and run this again:\n"
                    + "  apt-get install python3-torch libopenblas0-pthread");
        }
        for (int count : critics) {
            List<Contender> contenders = contenders(config(count), python, avx512);
            try {
                measure(count, contenders);
            } finally {
                contenders.forEach(Contender::close);
            }
        }
        return 0;
    }

    /// RLPD's networks (Ball et al. 2023).
    private static ActorCriticConfig config(int critics) {
        return new ActorCriticConfig(
                OBSERVATION,
                ACTION,
                new ActorCriticConfig.Actor(
                        HIDDEN, Activation.RELU, false, new TanhGaussian(-5, 2, 1, -ACTION / 2.0, 3e-4), 3e-4, 0),
                new ActorCriticConfig.Critic(HIDDEN, Activation.RELU, true, critics, 2, true, 3e-4, 0, 0.005),
                0,
                0);
    }

    private List<Contender> contenders(ActorCriticConfig config, Optional<String> python, boolean avx512) {
        List<Contender> contenders = new ArrayList<>();
        for (int count : threads) {
            if (python.isPresent()) {
                contenders.addAll(peers(config, python.get(), count, avx512));
            }
            if (count == 1) {
                contenders.add(EngineContender.libtorch(config, BATCH));
            }
            contenders.add(EngineContender.fused(config, BATCH, count));
        }
        return contenders;
    }

    private List<PeerContender> peers(ActorCriticConfig config, String python, int count, boolean avx512) {
        Path script = home.resolve(PEER);
        List<PeerContender> peers = new ArrayList<>();
        for (PeerContender.Sharing sharing : PeerContender.Sharing.values()) {
            if (count > 1 || sharing == PeerContender.Sharing.EVERYTHING) {
                peers.add(new PeerContender(python, script, config, BATCH, sharing, count, avx512));
            }
        }
        return peers;
    }

    private void measure(int count, List<Contender> contenders) {
        contenders.stream()
                .filter(PeerContender.class::isInstance)
                .findFirst()
                .ifPresent(peer -> System.out.println(((PeerContender) peer).version() + ", eager, foreach Adam"));
        Map<Trial, List<Speed>> speeds = new LinkedHashMap<>();
        for (Update update : Update.values()) {
            for (Contender contender : contenders) {
                contender.run(update, warmUp);
                speeds.put(new Trial(contender, update), new ArrayList<>());
            }
        }
        double loadBefore = load();
        for (int round = 0; round < rounds; round++) {
            speeds.forEach((trial, list) -> list.add(trial.contender.run(trial.update, seconds)));
        }
        System.out.printf(
                Locale.ROOT,
                "%n%d critics; %d processors, load %.1f before and %.1f after%n",
                count,
                Runtime.getRuntime().availableProcessors(),
                loadBefore,
                load());
        System.out.println("update  threads  engine        updates/s  x pytorch  x pytorch 1 thread"
                + "  updates/processor s  x pytorch");
        speeds.forEach((trial, list) -> print(trial, list, speeds));
    }

    private static double load() {
        return ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
    }

    private static void print(Trial trial, List<Speed> list, Map<Trial, List<Speed>> speeds) {
        Speed speed = Speed.median(list);
        Optional<Speed> same = ratio(trial, list, speeds, trial.contender.threads());
        Optional<Speed> single = ratio(trial, list, speeds, 1);
        System.out.printf(
                Locale.ROOT,
                "%-7s %7d  %-12s %10.1f %10s %19s %20.1f %10s%n",
                trial.update,
                trial.contender.threads(),
                trial.contender.name(),
                speed.perSecond(),
                text(same.map(Speed::perSecond)),
                text(single.map(Speed::perSecond)),
                speed.perProcessorSecond(),
                text(same.map(Speed::perProcessorSecond)));
    }

    /// To the faster one of the peers with a number of threads.
    private static Optional<Speed> ratio(Trial trial, List<Speed> list, Map<Trial, List<Speed>> speeds, int threads) {
        return speeds.entrySet().stream()
                .filter(other -> other.getKey().update == trial.update
                        && other.getKey().contender instanceof PeerContender peer
                        && peer.threads() == threads)
                .map(Map.Entry::getValue)
                .max(Comparator.comparingDouble(other -> Speed.median(other).perSecond()))
                .map(peer -> {
                    List<Speed> ratios = new ArrayList<>();
                    for (int round = 0; round < list.size(); round++) {
                        ratios.add(list.get(round).over(peer.get(round)));
                    }
                    return Speed.median(ratios);
                });
    }

    private static String text(Optional<Double> ratio) {
        return ratio.map(value -> String.format(Locale.ROOT, "%.2f", value)).orElse("-");
    }
}
