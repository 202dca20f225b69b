package io.teleloop.sim.task;

import io.teleloop.sim.geometry.Pose;
import io.teleloop.sim.geometry.Twist;
import io.teleloop.sim.geometry.Vec3;
import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;

/// Makes a perfect expert human: it sees objects a little off, its hand trembles, and it hesitates.
///
/// Skill 1 leaves half a millimetre of misjudgement and nothing else; skill 0 misjudges by a centimetre, wanders, and
/// stands still half of the time.
public final class ImperfectExpert implements ScriptedExpert {
    /// Standard deviation of where an object seems to be (m): at skill 1, and what lack of skill adds.
    private static final double BEST_MISJUDGEMENT = 0.0005;
    private static final double MISJUDGEMENT = 0.010;
    /// Standard deviation of the hand's unintended speed at skill 0 (m/s), and how much of it lasts to the next
    /// period.
    private static final double TREMOR = 0.03;
    private static final double TREMOR_PERSISTENCE = 0.8;
    /// At skill 0: probability a period to begin hesitating; longest hesitation (s).
    private static final double HESITATION = 0.05;
    private static final double LONGEST_HESITATION = 2;

    private final ScriptedExpert expert;
    private final double clumsiness;
    private final SplittableRandom random;
    private final Map<String, Vec3> misjudgements = new HashMap<>();
    private Vec3 tremor = Vec3.ZERO;
    private double hesitatesUntil = Double.NEGATIVE_INFINITY;

    /// @param expert decides what would be right
    /// @param skill  0 (worst) to 1 (best)
    /// @param seed   of all that goes wrong
    public ImperfectExpert(ScriptedExpert expert, double skill, long seed) {
        if (!(skill >= 0 && skill <= 1)) {
            throw new IllegalArgumentException("skill is " + skill + ", it must be between 0 and 1");
        }
        this.expert = expert;
        clumsiness = 1 - skill;
        random = new SplittableRandom(seed);
    }

    @Override
    public Action act(ExpertObservation observation) {
        Action intended = expert.act(misjudged(observation));
        double time = observation.time();
        if (time < hesitatesUntil) {
            return new Action(Twist.ZERO, intended.gripperOpening());
        }
        if (random.nextDouble() < HESITATION * clumsiness) {
            hesitatesUntil = time + LONGEST_HESITATION * clumsiness * random.nextDouble();
        }
        double fresh = Math.sqrt(1 - TREMOR_PERSISTENCE * TREMOR_PERSISTENCE) * TREMOR * clumsiness;
        tremor = tremor.times(TREMOR_PERSISTENCE).plus(gaussian(fresh));
        Twist twist = intended.twist();
        return new Action(new Twist(twist.linear().plus(tremor), twist.angular()), intended.gripperOpening());
    }

    private ExpertObservation misjudged(ExpertObservation observation) {
        Map<String, Pose> seen = new HashMap<>();
        // In the order of names, so that one seed always draws the same errors.
        observation.objects().keySet().stream().sorted().forEach(name -> {
            Pose pose = observation.object(name);
            Vec3 error = misjudgements.computeIfAbsent(
                    name, key -> gaussian(BEST_MISJUDGEMENT + MISJUDGEMENT * clumsiness * clumsiness));
            Vec3 horizontal = new Vec3(error.x(), error.y(), 0);
            seen.put(name, new Pose(pose.position().plus(horizontal), pose.orientation()));
        });
        return new ExpertObservation(
                observation.time(), observation.tcp(), observation.wrench(), observation.gripperOpening(), seen);
    }

    private Vec3 gaussian(double deviation) {
        return new Vec3(random.nextGaussian(), random.nextGaussian(), random.nextGaussian()).times(deviation);
    }
}
