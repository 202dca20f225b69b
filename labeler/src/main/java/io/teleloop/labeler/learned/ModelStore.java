package io.teleloop.labeler.learned;

import io.teleloop.contract.Sha256;
import io.teleloop.contract.storage.ModelCard;
import io.teleloop.contract.storage.ObjectKeys;
import io.teleloop.labeler.Labeler;
import io.teleloop.learning.algorithm.InverseDynamics;
import io.teleloop.learning.algorithm.RewardClassifier;
import io.teleloop.learning.tensor.Safetensors;
import io.teleloop.store.ObjectStore;
import io.teleloop.store.StoreException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The learned labelers' models: weights first, then the card create-only, never changed.
public final class ModelStore {
    private static final Logger LOG = LoggerFactory.getLogger(ModelStore.class);
    private static final Pattern FILE = Pattern.compile(Pattern.quote(ObjectKeys.MODELS) + "([^/]+)/([0-9]+)/(.+)");
    private static final String CARD_FILE = "card.json";
    private static final int LARGEST_CARD_BYTES = 16 << 20;
    private static final int LARGEST_WEIGHTS_BYTES = 512 << 20;

    private final ObjectStore store;

    public ModelStore(ObjectStore store) {
        this.store = store;
    }

    /// Publishes a model as the next version of its kind and task.
    ///
    /// @param createdNs nanoseconds since the epoch
    /// @throws IOException when the store does not answer, or somebody publishes the same version at this moment
    public ModelCard publish(Trained trained, long createdNs) throws IOException {
        String id = trained.kind() + "-" + trained.task();
        // Weights without a card were left by a publication that broke off.
        int version = newest("").getOrDefault(id, 0) + 1;
        byte[] weights = trained.weights().toBytes();
        String key = ObjectKeys.modelWeights(id, version);
        ModelCard card = new ModelCard(
                ModelCard.FORMAT,
                id,
                version,
                trained.kind(),
                trained.task(),
                createdNs,
                trained.controlRateHz(),
                trained.observation(),
                trained.action(),
                new ModelCard.Weights(key, Sha256.hex(weights), weights.length),
                trained.learnedFrom(),
                trained.heldOut(),
                trained.metrics());
        if (!store.putIfAbsent(key, weights) || !store.putIfAbsent(ObjectKeys.modelCard(id, version), card.toJson())) {
            throw new IOException("model " + card.name() + " is being published by somebody else; train again");
        }
        return card;
    }

    /// The newest version of every model, as labelers. One that is not what its card says is logged and left out.
    ///
    /// @throws StoreException when the store does not answer
    public List<Labeler> labelers() throws StoreException {
        List<Labeler> labelers = new ArrayList<>();
        for (Map.Entry<String, Integer> model : newest(CARD_FILE).entrySet()) {
            try {
                labelers.add(labeler(card(model.getKey(), model.getValue())));
            } catch (StoreException e) {
                throw e;
            } catch (IOException | IllegalArgumentException e) {
                LOG.error(
                        "Model cannot be used and is left out model={}@{} problem={}",
                        model.getKey(),
                        model.getValue(),
                        e.getMessage());
            }
        }
        return labelers;
    }

    private Labeler labeler(ModelCard card) throws IOException {
        byte[] bytes = store.read(card.weights().key(), LARGEST_WEIGHTS_BYTES)
                .orElseThrow(() -> new IOException("model " + card.name() + " has no weights"));
        if (!Sha256.hex(bytes).equals(card.weights().sha256())) {
            throw new IOException("the weights of model " + card.name() + " are not those that its card names");
        }
        Safetensors weights = Safetensors.parse(bytes);
        return switch (card.kind()) {
            case SuccessTraining.KIND -> new SuccessLabeler(card, RewardClassifier.restore(weights));
            case DynamicsTraining.KIND -> new DynamicsLabeler(card, InverseDynamics.restore(weights));
            default ->
                throw new IOException("model " + card.name() + " is of kind '" + card.kind()
                        + "', which this build does not know; use a build that matches the store");
        };
    }

    private ModelCard card(String id, int version) throws IOException {
        String key = ObjectKeys.modelCard(id, version);
        return ModelCard.parse(store.read(key, LARGEST_CARD_BYTES)
                .orElseThrow(() -> new StoreException("card " + key + " was listed and is not there")));
    }

    /// The newest version that has a file of this name, by id.
    ///
    /// @param file empty for any
    private SortedMap<String, Integer> newest(String file) throws StoreException {
        SortedMap<String, Integer> newest = new TreeMap<>();
        for (String key : store.list(ObjectKeys.MODELS)) {
            Matcher path = FILE.matcher(key);
            if (path.matches() && (file.isEmpty() || path.group(3).equals(file))) {
                newest.merge(path.group(1), Integer.valueOf(path.group(2)), Math::max);
            }
        }
        return newest;
    }
}
