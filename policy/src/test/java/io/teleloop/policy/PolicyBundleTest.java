package io.teleloop.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PolicyBundleTest {
    private final Map<String, byte[]> objects = new HashMap<>();
    private final PolicySource source = (key, limit) -> {
        byte[] bytes = objects.get(key);
        if (bytes == null || bytes.length > limit) {
            throw new IOException(key + " is not there or too large");
        }
        return bytes;
    };

    @Test
    void aPublishedResidualShouldBeReadWithItsBase() throws IOException {
        PolicyBundle base = Policies.chunked();
        PolicyBundle residual = Policies.residual(base);
        store(base);
        store(residual);

        PolicyBundle loaded = PolicyBundle.load(source, Policies.cardKey(residual.card()), residual.cardSha256());

        assertThat(loaded.card()).isEqualTo(residual.card());
        assertThat(loaded.base()).isNotNull().extracting(PolicyBundle::card).isEqualTo(base.card());
    }

    @Test
    void aCardThatWasChangedAfterItsPublicationShouldBeRefused() {
        PolicyBundle policy = Policies.proportional(1);
        store(policy);
        String key = Policies.cardKey(policy.card());
        objects.put(key, Policies.chunked().card().toJson());

        assertThatThrownBy(() -> PolicyBundle.load(source, key, policy.cardSha256()))
                .isInstanceOf(PolicyFaultException.class)
                .hasMessageContaining("changed after its publication");
    }

    @Test
    void aModelOfAnotherHashShouldBeRefused() {
        PolicyBundle policy = Policies.proportional(1);

        assertThatThrownBy(() -> PolicyBundle.of(policy.card(), Policies.proportionalModel(2), null))
                .isInstanceOf(PolicyFaultException.class)
                .hasMessageContaining("sha256");
    }

    @Test
    void aResidualWithoutItsBaseOrWithAnotherOneShouldBeRefused() {
        PolicyBundle residual = Policies.residual(Policies.chunked());

        assertThatThrownBy(() -> PolicyBundle.of(residual.card(), residual.model(), null))
                .isInstanceOf(PolicyFaultException.class)
                .hasMessageContaining("was not given");
        assertThatThrownBy(() -> PolicyBundle.of(residual.card(), residual.model(), Policies.proportional(1)))
                .isInstanceOf(PolicyFaultException.class)
                .hasMessageContaining("corrects chunked@1");
    }

    @Test
    void aBaseForAPolicyThatStandsAloneShouldBeRefused() {
        PolicyBundle policy = Policies.proportional(1);

        assertThatThrownBy(() -> PolicyBundle.of(policy.card(), policy.model(), policy))
                .isInstanceOf(PolicyFaultException.class)
                .hasMessageContaining("stands alone");
    }

    private void store(PolicyBundle bundle) {
        objects.put(Policies.cardKey(bundle.card()), bundle.card().toJson());
        objects.put(bundle.card().model().key(), bundle.model());
    }
}
