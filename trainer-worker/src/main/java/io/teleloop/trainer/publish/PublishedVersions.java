package io.teleloop.trainer.publish;

import io.teleloop.contract.policy.PolicyCard;
import io.teleloop.contract.storage.ObjectKeys;
import io.teleloop.store.ObjectStore;
import io.teleloop.store.StoreException;
import java.io.IOException;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What the store holds of one policy id.
public final class PublishedVersions {
    private static final int LARGEST_CARD_BYTES = 4 << 20;
    private static final Pattern NAME = Pattern.compile("(\\d{1,18})/.*");

    private final ObjectStore store;
    private final String policyId;

    public PublishedVersions(ObjectStore store, String policyId) {
        this.store = store;
        this.policyId = policyId;
    }

    /// Versions of which there is anything, newest first; not all of them need be whole.
    public List<Long> begun() throws StoreException {
        String folder = ObjectKeys.POLICIES + policyId + "/";
        return store.list(folder).stream()
                .map(key -> NAME.matcher(key.substring(folder.length())))
                .filter(Matcher::matches)
                .map(name -> Long.parseLong(name.group(1)))
                .distinct()
                .sorted(Comparator.reverseOrder())
                .toList();
    }

    /// The card of the newest version that was published.
    public Optional<PolicyCard> newest() throws IOException {
        for (long version : begun()) {
            Optional<PolicyCard> card = card(version);
            if (card.isPresent()) {
                return card;
            }
        }
        return Optional.empty();
    }

    /// The card of a version, if that was published.
    public Optional<PolicyCard> card(long version) throws IOException {
        Optional<byte[]> json = store.read(ObjectKeys.policyCard(policyId, version), LARGEST_CARD_BYTES);
        return json.isPresent() ? Optional.of(PolicyCard.parse(json.get())) : Optional.empty();
    }
}
