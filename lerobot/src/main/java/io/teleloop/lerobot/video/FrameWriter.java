package io.teleloop.lerobot.video;

/// Writes a camera's frames into a video file.
interface FrameWriter extends AutoCloseable {
    /// @param decoder for those that need the picture's pixels
    /// @throws VideoException when the picture is damaged or of another size, or the disk is full
    void add(Picture picture, PictureDecoder decoder) throws VideoException;

    /// Ends the file, which cannot be played before.
    void finish() throws VideoException;

    @Override
    void close();
}
