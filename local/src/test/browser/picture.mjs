const WIDTH = 64;
const HEIGHT = 48;

/** What a camera's video shows right now, small and grey; null before its first frame. */
export async function pictureOf(page, camera) {
  const luma = await page.getByTestId(`video-${camera}`).locator("video").evaluate(
    (video, { width, height }) => {
      if (video.videoWidth === 0) {
        return null;
      }
      const canvas = new OffscreenCanvas(width, height);
      const context = canvas.getContext("2d");
      // The upper part only: the time code below the picture always changes.
      context.drawImage(video, 0, 0, video.videoWidth, video.videoHeight * 0.9, 0, 0, width, height);
      const pixels = context.getImageData(0, 0, width, height).data;
      return Array.from({ length: width * height }, (_, i) => (pixels[4 * i] + pixels[4 * i + 1] + pixels[4 * i + 2]) / 3);
    },
    { width: WIDTH, height: HEIGHT },
  );
  return luma === null ? null : { luma, brightness: luma.reduce((a, b) => a + b) / luma.length };
}

/** The share of pixels that differ clearly between two pictures, 0…1. */
export function pictureDifference(a, b) {
  return a.luma.filter((value, i) => Math.abs(value - b.luma[i]) > 12).length / a.luma.length;
}
