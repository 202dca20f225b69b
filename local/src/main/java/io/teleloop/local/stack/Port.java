package io.teleloop.local.stack;

/// Where something of the stack listens. The management ports follow each other in this order.
public enum Port {
    GATEWAY("--port"),
    KAFKA("--kafka-port"),
    S3("--s3-port"),
    POSTGRES("--postgres-port"),
    CATALOGUE("--catalogue-port"),
    DATASETS("--datasets-port"),
    INFRA_MANAGEMENT("--management-port (infra)"),
    GATEWAY_MANAGEMENT("--management-port (gateway)"),
    RECORDER_MANAGEMENT("--management-port (recorder)"),
    ROBOT_MANAGEMENT("--management-port (robot)"),
    TRAINER_MANAGEMENT("--management-port (trainer)"),
    MONITORING("--management-port (monitoring)"),
    LABELER_MANAGEMENT("--management-port (labeler)"),
    AUGMENTER_MANAGEMENT("--management-port (augmenter)"),
    CATALOGUE_MANAGEMENT("--management-port (catalogue)"),
    DATASETS_MANAGEMENT("--management-port (datasets)");

    private final String option;

    Port(String option) {
        this.option = option;
    }

    /// What moves it.
    String option() {
        return option;
    }

    /// Whether it is one of those that follow each other.
    public boolean management() {
        return compareTo(INFRA_MANAGEMENT) >= 0;
    }
}
