package io.teleloop.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.teleloop.infra.BucketSetup;
import io.teleloop.infra.EmbeddedS3;
import io.teleloop.service.ConfigurationException;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ObjectStoreTest {
    private static final String KEY = "key";
    private static final String SECRET = "secret";
    private static final String BUCKET = "teleloop";

    private Path folder;
    private EmbeddedS3 s3;
    private ObjectStore store;

    @BeforeAll
    void start(@TempDir Path temporary) throws Exception {
        folder = temporary;
        s3 = EmbeddedS3.start(folder.resolve("s3"), 0, KEY, SECRET);
        BucketSetup.createIfMissing(s3.endpoint(), KEY, SECRET, BUCKET);
        store = ObjectStore.open(config(s3.endpoint(), BUCKET, SECRET));
    }

    @AfterAll
    void stop() throws Exception {
        store.close();
        s3.close();
    }

    @Test
    void theFirstPutShouldStay() throws Exception {
        assertThat(store.putIfAbsent("first/a", bytes("one"))).isTrue();
        assertThat(store.putIfAbsent("first/a", bytes("two"))).isFalse();

        assertThat(store.read("first/a", 3)).contains(bytes("one"));
    }

    @Test
    void whatIsNotThereShouldReadAsNothing() throws Exception {
        assertThat(store.read("nothing/here", 10)).isEmpty();
        assertThat(store.stream("nothing/here")).isEmpty();
        assertThat(store.size("nothing/here")).isEmpty();
        assertThat(store.exists("nothing/here")).isFalse();
        assertThat(store.list("nothing/")).isEmpty();
        store.delete("nothing/here");
    }

    @Test
    void anObjectOverTheLimitShouldBeRefusedAndNotCut() throws Exception {
        store.putIfAbsent("limit/a", bytes("12345"));

        assertThatThrownBy(() -> store.read("limit/a", 4))
                .isInstanceOf(IOException.class)
                .isNotInstanceOf(StoreException.class)
                .hasMessageContaining("limit/a has more than 4 bytes");
    }

    @Test
    void aPartShouldBeReadExactly() throws Exception {
        store.putIfAbsent("part/a", bytes("0123456789"));

        assertThat(store.read("part/a", 2, 3)).isEqualTo(ByteBuffer.wrap(bytes("234")));
        assertThat(store.read("part/a", 10, 0)).isEqualTo(ByteBuffer.allocate(0));
    }

    @Test
    void aPartThatIsNotThereShouldNotBeTakenForAnOutage() throws Exception {
        store.putIfAbsent("part/b", bytes("0123456789"));

        for (ThrowingCallable read : List.<ThrowingCallable>of(
                () -> store.read("part/b", 8, 3),
                () -> store.read("part/b", 10, 3),
                () -> store.read("part/missing", 0, 3))) {
            assertThatThrownBy(read)
                    .isInstanceOf(IOException.class)
                    .isNotInstanceOf(StoreException.class)
                    .hasMessageContaining("object part/");
        }
    }

    @Test
    void aFileOfSeveralPartsShouldArriveWholeInPlaceOfWhatWasThere() throws Exception {
        byte[] large = new byte[(16 << 20) + 1000];
        new Random(1).nextBytes(large);
        Path file = Files.write(folder.resolve("large"), large);
        store.putIfAbsent("upload/a", bytes("old"));

        store.upload("upload/a", file);

        assertThat(store.size("upload/a")).hasValue(large.length);
        try (InputStream stream = store.stream("upload/a").orElseThrow()) {
            assertThat(stream.readAllBytes()).isEqualTo(large);
        }
    }

    @Test
    void aDeletedObjectShouldBeGone() throws Exception {
        store.putIfAbsent("delete/a", bytes("one"));

        store.delete("delete/a");

        assertThat(store.exists("delete/a")).isFalse();
    }

    @Test
    void manyKeysShouldComeInTheirOrderFromAnyPlace() throws Exception {
        // The server keeps objects as files: this is faster than to put them.
        Path many = Files.createDirectories(folder.resolve("s3").resolve(BUCKET).resolve("many"));
        List<String> expected = new ArrayList<>();
        for (int i = 0; i < 2_500; i++) {
            String name = "%05d".formatted(i);
            Files.write(many.resolve(name), bytes("x"));
            expected.add("many/" + name);
        }

        assertThat(store.list("many/")).isEqualTo(expected);
        KeyCursor behind = store.keys("many/", "many/02498");
        assertThat(behind.next()).isEqualTo("many/02499");
        assertThat(behind.next()).isNull();
        assertThat(behind.next()).isNull();
    }

    @Test
    void aStoreWithCreateOnlyPutsShouldBeUsableAtEveryStart() throws Exception {
        store.requireCreateOnlyPuts();
        store.requireCreateOnlyPuts();
    }

    @Test
    void wrongSettingsShouldBeToldApartFromAnOutage() throws Exception {
        try (ObjectStore noBucket = ObjectStore.open(config(s3.endpoint(), "missing", SECRET));
                ObjectStore noRight = ObjectStore.open(config(s3.endpoint(), BUCKET, "wrong"));
                ObjectStore nobody = ObjectStore.open(config(URI.create("http://127.0.0.1:1"), BUCKET, SECRET))) {
            assertThatThrownBy(noBucket::requireCreateOnlyPuts)
                    .isInstanceOf(ConfigurationException.class)
                    .hasMessageContaining("refuses bucket 'missing'");
            assertThatThrownBy(noRight::requireCreateOnlyPuts).isInstanceOf(ConfigurationException.class);
            assertThatThrownBy(nobody::requireCreateOnlyPuts).isInstanceOf(StoreException.class);
            assertThatThrownBy(() -> nobody.keys("a/", "").next()).isInstanceOf(StoreException.class);
            assertThatThrownBy(() -> noBucket.read("a", 1)).isInstanceOf(StoreException.class);
            assertThatThrownBy(() -> noBucket.read("a", 0, 1)).isInstanceOf(StoreException.class);
            assertThatThrownBy(() -> nobody.read("a", 0, 1)).isInstanceOf(StoreException.class);
        }
    }

    @Test
    void aStoreThatComesUpLateShouldBeAwaited() throws Exception {
        int port;
        try (EmbeddedS3 before = EmbeddedS3.start(folder.resolve("late"), 0, KEY, SECRET)) {
            BucketSetup.createIfMissing(before.endpoint(), KEY, SECRET, BUCKET);
            port = before.port();
        }
        CountDownLatch told = new CountDownLatch(1);
        try (ObjectStore late = ObjectStore.open(config(URI.create("http://127.0.0.1:" + port), BUCKET, SECRET))) {
            CompletableFuture<Boolean> usable = CompletableFuture.supplyAsync(() -> {
                try {
                    late.awaitUsable(waitsFor -> told.countDown());
                    return true;
                } catch (InterruptedException e) {
                    return false;
                }
            });
            told.await();
            try (EmbeddedS3 again = EmbeddedS3.start(folder.resolve("late"), port, KEY, SECRET)) {
                assertThat(usable.get()).isTrue();
            }
        }
    }

    private static StoreConfig config(URI endpoint, String bucket, String secret) {
        return new StoreConfig(endpoint, "us-east-1", bucket, KEY, secret);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
