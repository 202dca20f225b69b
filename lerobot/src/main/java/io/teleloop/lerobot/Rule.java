package io.teleloop.lerobot;

/// What a data set must be like. LeRobot's own loader stumbles over some of these when it opens a data set, over
/// some at an item, and over some not at all: then it silently gives wrong data.
public enum Rule {
    INFO("meta/info.json is there, of version v3.0, and says all that a reader needs"),
    STANDARD_FEATURES("the five standard features are declared as LeRobot has them"),
    TOTALS("episodes, frames and tasks are as many as meta/info.json says, and at least one each"),
    SPLITS("each split is a range of the episodes"),
    TASKS("meta/tasks.parquet has each task that episodes have, once, in the order of the indices"),
    TASKS_PANDAS_INDEX("the footer of meta/tasks.parquet makes the task the index of a pandas table"),
    EPISODES("meta/episodes has the columns of each episode, of their types"),
    EPISODES_IN_ORDER("the position of a row in meta/episodes is its episode's index"),
    EPISODES_WITHOUT_GAP("each episode begins where the one before ends, and is as long as it says"),
    DATA_FILES("the data file that an episode names is there, and no other file"),
    COMPRESSION("tables are compressed with Snappy or not at all"),
    DECLARED_COLUMNS("data files have exactly the declared features, cameras left out"),
    COLUMN_TYPES("columns have the declared types"),
    COLUMN_SHAPES("a feature of the shape [1] is a scalar, any other a list of the declared lengths"),
    NO_NULLS("no value is missing in a row"),
    INDICES("episode_index, frame_index and index count without a gap and in order"),
    TIMESTAMPS("the timestamp of a frame is its index / fps"),
    TASK_INDICES("each task_index has a task, one of those that the episode names"),
    VIDEO_FILES("the videos that an episode names are there and can be read"),
    VIDEO_FORMAT("videos have the declared size, codec and pixels, which are yuv420p or yuvj420p"),
    VIDEO_WITHOUT_B_FRAMES("videos store frames in the order in which they are shown"),
    VIDEO_FRAMES("an episode has as many frames in its videos as rows"),
    VIDEO_ON_GRID("for each row there is a frame within 0.1 ms of from_timestamp + timestamp"),
    STATS("meta/stats.json has the statistics of each feature but texts: finite, in its shape, from min to max");

    private final String says;

    Rule(String says) {
        this.says = says;
    }

    /// The rule in words.
    public String says() {
        return says;
    }
}
