package io.teleloop.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.teleloop.archive.Archive;
import io.teleloop.catalogue.projection.Rebuild;
import io.teleloop.catalogue.projection.StoredDocuments;
import io.teleloop.contract.EpisodeId;
import io.teleloop.contract.Topics;
import io.teleloop.contract.storage.LabelDocument;
import io.teleloop.contract.storage.LabelDocument.Label;
import io.teleloop.contract.v1.EpisodeEvent;
import io.teleloop.contract.v1.EpisodeLabeled;
import io.teleloop.contract.v1.EpisodeRemoved;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CatalogueTest {
    private TestStack stack;
    private Catalogue catalogue;
    private CatalogueClient client;
    private Archive archive;
    private long now = 1_700_000_000_000L;

    @BeforeAll
    void start(@TempDir Path folder) throws Exception {
        stack = TestStack.start(folder);
        catalogue = stack.startCatalogue();
        client = new CatalogueClient(catalogue.port());
        archive = new Archive(stack.store());
    }

    @AfterAll
    void stop() throws Exception {
        client.close();
        catalogue.close();
        stack.close();
    }

    @Test
    void eventsInAnyOrderAndTwiceShouldGiveTheSameRows() throws Exception {
        StoredEpisode one = stored("order");
        StoredEpisode other = stored("order");
        LabelDocument quality = machine(one, "quality", 1, Label.scored("quality", "score", 0.75, Map.of()));
        archive.putLabel(quality);

        stack.tell("labeled/" + quality.source(), labeled(quality));
        stack.tell(other);
        stack.tell(one);
        stack.tell(other);
        stack.tell("labeled/" + quality.source(), labeled(quality));

        await().until(() -> client.ids("?task=order").size() == 2);
        assertThat(client.ids("?task=order"))
                .containsExactly(other.id().value(), one.id().value());
        assertThat(client.ids("?task=order&qualityMin=0.7"))
                .containsExactly(one.id().value());
        assertThat(stack.rows(
                        "select count(*) from held_label l join episode e on e.id = l.episode where task = 'order'"))
                .containsExactly("1|");
    }

    @Test
    void aRemovedEpisodeShouldBeGoneAndStayGone() throws Exception {
        StoredEpisode parent = stored("removal");
        StoredEpisode generated = StoredEpisode.generated(now++, "group-1", parent.id());
        generated.put(stack.store());
        stack.tell(parent);
        stack.tell(generated);
        await().until(() -> client.ids("?origin=generated&group=group-1").size() == 1);

        stack.store().delete(generated.manifestKey());
        stack.tell(
                "removed",
                EpisodeEvent.newBuilder()
                        .setEpisodeId(generated.manifest().episodeId())
                        .setRemoved(EpisodeRemoved.newBuilder().setGroup("group-1"))
                        .build());
        // The same news once more, from before the removal.
        stack.tell(generated);
        StoredEpisode later = stored("after-removal");
        stack.tell(later);

        await().until(() -> client.ids("?task=after-removal").size() == 1);
        assertThat(client.ids("?origin=all&group=group-1")).isEmpty();
    }

    @Test
    void generatedAndQuarantinedEpisodesShouldBeListedOnlyWhenAskedForAndNeverAddedUp() throws Exception {
        StoredEpisode real = stored("apart");
        StoredEpisode generated = StoredEpisode.generated(now++, "apart", real.id());
        StoredEpisode damaged = StoredEpisode.quarantined(now++);
        generated.put(stack.store());
        damaged.put(stack.store());
        stack.tell(real);
        stack.tell(generated);
        stack.tell(damaged);
        await().until(() -> !client.ids("?state=quarantined").isEmpty());

        JsonNode counts = client.get("/api/episodes?group=apart").get("counts");
        assertThat(counts.at("/real/episodes").asInt()).isZero();
        assertThat(counts.at("/generated/episodes").asInt()).isEqualTo(1);
        assertThat(client.ids("?group=apart")).isEmpty();
        assertThat(client.ids("?group=apart&origin=all"))
                .containsExactly(generated.id().value());
        assertThat(client.ids("?limit=200")).doesNotContain(damaged.id().value());
        assertThat(client.ids("?state=quarantined"))
                .containsExactly(damaged.id().value());
    }

    @Test
    void rebuildShouldGiveTheRowsThatItReplaces() throws Exception {
        for (int i = 0; i < 20; i++) {
            StoredEpisode episode = stored("rebuild");
            archive.putLabel(machine(episode, "quality", 1, Label.scored("quality", "score", i / 20.0, Map.of())));
            archive.putLabel(machine(episode, "quality", 2, Label.scored("quality", "score", i / 40.0, Map.of())));
            archive.putLabel(machine(episode, "phases", 1, Label.span("subtask", "reach", i, i + 10)));
            stack.tell(episode);
        }
        await().until(() -> client.ids("?task=rebuild&limit=200").size() == 20);
        Map<String, List<String>> before = stack.allRows();
        assertThat(before).containsOnlyKeys("episode", "manifest", "held_label", "touched");

        Rebuild.Report report = rebuild();

        assertThat(stack.allRows()).isEqualTo(before);
        assertThat(report.changed().values()).containsOnly(0L);
        assertThat(report.rows()).containsEntry("episode", (long)
                stack.rows("select id from episode").size());
        assertThat(client.ids("?task=rebuild&label=subtask&labelValue=reach&limit=200"))
                .as("asked over connections that saw the replaced schema")
                .hasSize(20);
    }

    @Test
    void rebuildShouldRepairWhatIsWrongAndReadWhatChangesMeanwhile() throws Exception {
        StoredEpisode episode = stored("repair");
        stack.tell(episode);
        await().until(() -> client.ids("?task=repair").size() == 1);
        stack.change("update episode set task = 'wrong' where task = 'repair'");

        Rebuild.Report report = rebuild();

        assertThat(report.changed()).containsEntry("episode", 2L);
        assertThat(client.ids("?task=repair")).containsExactly(episode.id().value());
        StoredEpisode next = stored("repair");
        stack.tell(next);
        await().until(() -> client.ids("?task=repair").size() == 2);
    }

    @Test
    void rebuildShouldMissNothingThatIsSaidMeanwhile() throws Exception {
        List<StoredEpisode> episodes = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            StoredEpisode episode = stored("meanwhile");
            stack.tell(episode);
            episodes.add(episode);
        }
        await().until(() -> client.ids("?task=meanwhile").size() == 8);
        AtomicBoolean rebuilt = new AtomicBoolean();
        Callable<Integer> talk = () -> {
            int said = 0;
            while (!rebuilt.get()) {
                for (StoredEpisode episode : episodes) {
                    HttpResponse<String> answer = client.post(
                            "/api/episodes/" + episode.id() + "/labels",
                            "{\"labels\": [{\"name\": \"note\", \"value\": \"" + ++said + "\"}]}");
                    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
                }
            }
            return said;
        };

        try (ExecutorService persons = Executors.newFixedThreadPool(2)) {
            List<Future<Integer>> talks = List.of(persons.submit(talk), persons.submit(talk));
            for (int i = 0; i < 3; i++) {
                rebuild();
            }
            rebuilt.set(true);
            for (Future<Integer> said : talks) {
                assertThat(said.get()).isPositive();
            }
        }

        Map<String, List<String>> before = stack.allRows();
        Rebuild.Report report = rebuild();
        assertThat(stack.allRows()).isEqualTo(before);
        assertThat(report.changed().values()).containsOnly(0L);
    }

    @Test
    void dataThatTheStoreHasLostShouldBeToldAndNeverWaitedFor() throws Exception {
        StoredEpisode lost = stored("lost");
        StoredEpisode torn = StoredEpisode.torn(now++, 3 << 20);
        torn.put(stack.store());
        stack.tell(lost);
        stack.tell(torn);
        await().until(() ->
                client.ids("?task=lost").size() == 1 && client.ids("?task=torn").size() == 1);
        stack.store().delete(lost.manifest().data().key());

        for (String part : List.of("/data", "/steps", "/thumbnail", "/cameras/scene")) {
            HttpResponse<byte[]> answer = client.bytes("/api/episodes/" + lost.id() + part);
            assertThat(answer.statusCode()).as(part).isEqualTo(500);
            assertThat(new JsonMapper().readTree(answer.body()).get("code").asText())
                    .isEqualTo("damaged");
        }
        assertThatThrownBy(() -> client.bytes("/api/episodes/" + torn.id() + "/data"))
                .as("an answer whose beginning is sent ends with its connection")
                .isInstanceOf(IOException.class);
    }

    @Test
    void whatPersonsSayShouldBeNumberedStoredAndOverrideMachines() throws Exception {
        StoredEpisode episode = stored("persons");
        archive.putLabel(machine(episode, "outcomes", 1, Label.whole("outcome", "success")));
        stack.tell(episode);
        await().until(() -> client.ids("?task=persons&outcome=success").size() == 1);
        String path = "/api/episodes/" + episode.id() + "/labels";
        Callable<Integer> say = () -> client.post(path, """
                {"labels": [{"name": "outcome", "value": "failure"}, {"name": "review", "value": "reject"}]}""").statusCode();

        try (ExecutorService persons = Executors.newFixedThreadPool(4)) {
            for (Future<Integer> status : persons.invokeAll(List.of(say, say, say, say))) {
                assertThat(status.get()).isEqualTo(200);
            }
        }

        assertThat(archive.labels(episode.id()).stream()
                        .filter(document -> document.labeler().equals(LabelDocument.PERSON))
                        .map(LabelDocument::labelerVersion))
                .containsExactlyInAnyOrder(1, 2, 3, 4);
        assertThat(client.ids("?task=persons&outcome=failure&review=reject"))
                .containsExactly(episode.id().value());
        JsonNode detail = client.get("/api/episodes/" + episode.id());
        assertThat(detail.at("/manifest/outcome").asText()).isEqualTo("success");
        assertThat(detail.at("/labels/0/labeler").asText()).isEqualTo(LabelDocument.PERSON);
        assertThat(client.get(path)).hasSize(5);
    }

    @Test
    void manyEpisodesShouldBeLabeledAtOnceAndUnknownOnesNamed() throws Exception {
        StoredEpisode one = stored("bulk");
        StoredEpisode other = stored("bulk");
        String unknown = EpisodeId.at(Instant.ofEpochMilli(now++)).value();

        HttpResponse<String> answer = client.post(
                "/api/episodes/labels",
                "{\"episodes\": [\"%s\", \"%s\", \"%s\"], \"labels\": [{\"name\": \"review\", \"value\": \"keep\"}]}"
                        .formatted(one.id(), unknown, other.id()));

        JsonNode outcome = new JsonMapper().readTree(answer.body());
        assertThat(outcome.at("/failed/" + unknown).asText()).contains("no sealed episode");
        assertThat(outcome.get("written")).hasSize(2);
        assertThat(client.ids("?task=bulk&review=keep"))
                .containsExactly(other.id().value(), one.id().value());
    }

    @Test
    void anEpisodesBytesShouldBeReadWholeAndInParts() throws Exception {
        StoredEpisode episode = stored("bytes");
        stack.tell(episode);
        await().until(() -> client.ids("?task=bytes").size() == 1);
        String path = "/api/episodes/" + episode.id();
        byte[] data = episode.data();

        assertThat(client.bytes(path + "/data").body()).isEqualTo(data);
        HttpResponse<byte[]> part = client.bytes(path + "/data", "Range", "bytes=5-9");
        assertThat(part.statusCode()).isEqualTo(206);
        assertThat(part.headers().firstValue("Content-Range")).hasValue("bytes 5-9/" + data.length);
        assertThat(part.body()).isEqualTo(Arrays.copyOfRange(data, 5, 10));
        assertThat(client.bytes(path + "/data", "Range", "bytes=-8").body())
                .isEqualTo(Arrays.copyOfRange(data, data.length - 8, data.length));
        assertThat(client.bytes(path + "/data", "Range", "bytes=" + data.length + "-")
                        .statusCode())
                .isEqualTo(416);
        assertThat(client.bytes(path + "/thumbnail").body()).isEqualTo(StoredEpisode.picture(0));
        ByteBuffer frames =
                ByteBuffer.wrap(client.bytes(path + "/cameras/scene").body());
        for (int i : IntStream.range(0, StoredEpisode.STEPS).toArray()) {
            assertThat(frames.getLong()).isEqualTo(episode.manifest().openedNs() + i * 50_000_000L);
            byte[] picture = new byte[frames.getInt()];
            frames.get(picture);
            assertThat(picture).isEqualTo(StoredEpisode.picture(i));
        }
        assertThat(frames.hasRemaining()).isFalse();
        JsonNode steps = client.get(path + "/steps");
        assertThat(steps.get("seconds").toString()).isEqualTo("[0.0,0.05,0.1,0.15]");
        assertThat(steps.at("/readings/wrench").toString()).isEqualTo("[[],[0.25],[],[0.25]]");
        assertThat(steps.at("/actor/0").asText()).isEqualTo("operator:ada");
        assertThat(steps.at("/pads/0/columns").asInt()).isEqualTo(9);
        assertThat(steps.at("/actions").toString()).isEqualTo("[\"linear.x\"]");
        assertThat(steps.at("/cameras").toString()).isEqualTo("[\"scene\"]");
    }

    @Test
    void nobodyShouldGetInWithoutAKnownToken() throws Exception {
        assertThat(client.statusWith("another-token-of-nobody", "/api/episodes"))
                .isEqualTo(401);
        assertThat(client.statusWith("another-token-of-nobody", "/api/nothing")).isEqualTo(401);
        assertThat(client.statusWith(TestStack.TOKEN, "/api/nothing")).isEqualTo(404);
        assertThat(client.bytes("/api/episodes?colour=red").statusCode()).isEqualTo(400);
        assertThat(client.bytes("/api/episodes?limit=0").statusCode()).isEqualTo(400);
        assertThat(client.bytes("/api/episodes?scoreMin=1").statusCode()).isEqualTo(400);
        assertThat(client.bytes("/api/episodes/no-id").statusCode()).isEqualTo(400);
        assertThat(client.post("/api/episodes/labels", "[1]").statusCode()).isEqualTo(400);
    }

    @Test
    void whatCannotBeReadShouldNotHoldUpTheRest() throws Exception {
        stack.tell(Topics.EPISODES.topic(), "no event", new byte[] {1, 2, 3});
        StoredEpisode unreadable = stored("unreadable");
        stack.store().delete(unreadable.manifestKey());
        stack.store().putIfAbsent(unreadable.manifestKey(), new byte[] {'{'});
        stack.tell(unreadable);
        StoredEpisode next = stored("readable");
        stack.tell(next);

        await().until(() -> client.ids("?task=readable").size() == 1);
        assertThat(client.ids("?task=unreadable")).isEmpty();
    }

    private Rebuild.Report rebuild() throws Exception {
        return new Rebuild(stack.database(), new StoredDocuments(stack.store())).run();
    }

    private StoredEpisode stored(String task) throws Exception {
        StoredEpisode episode = StoredEpisode.sealed(now++, task, "ada", "success");
        episode.put(stack.store());
        return episode;
    }

    private static LabelDocument machine(StoredEpisode episode, String labeler, int version, Label label) {
        return LabelDocument.of(episode.id(), labeler, version, List.of(label), List.of());
    }

    private static EpisodeEvent labeled(LabelDocument document) {
        return EpisodeEvent.newBuilder()
                .setEpisodeId(document.episodeId())
                .setLabeled(EpisodeLabeled.newBuilder()
                        .setLabeler(document.labeler())
                        .setLabelerVersion(document.labelerVersion()))
                .build();
    }
}
