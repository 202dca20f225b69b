package io.teleloop.lerobot;

/// Where the writer cuts a data set into files.
///
/// @param chunkFiles so many files lie in one `chunk-` folder
/// @param dataFileMb a data file takes a further episode only while it stays below this, in units of 2^20 bytes
/// @param videoFileMb the same of videos; said in `info.json`, and without effect here: each episode has its own
public record DatasetLimits(int chunkFiles, int dataFileMb, int videoFileMb) {
    /// LeRobot's own.
    public static final DatasetLimits DEFAULT = new DatasetLimits(1000, 100, 200);

    public DatasetLimits {
        if (chunkFiles < 1 || dataFileMb < 1 || videoFileMb < 1) {
            throw new IllegalArgumentException(
                    "limits of files are positive: " + chunkFiles + ", " + dataFileMb + ", " + videoFileMb);
        }
    }

    long dataFileBytes() {
        return (long) dataFileMb << 20;
    }
}
