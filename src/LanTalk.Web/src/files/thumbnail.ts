/** The largest thumbnail, in CSS pixels; the style has the same. */
const MAX_WIDTH = 320;
const MAX_HEIGHT = 192;

/** A small picture of a picture, as the screen shows it; null where the browser cannot draw it. */
export async function makeThumbnail(content: Blob): Promise<ImageBitmap | null> {
  try {
    const whole = await createImageBitmap(content);
    const { width, height } = thumbnailSize(whole);
    const density = Math.min(2, devicePixelRatio);
    const canvas = document.createElement('canvas');
    [canvas.width, canvas.height] = [Math.max(1, Math.round(width * density)), Math.max(1, Math.round(height * density))];
    const context = canvas.getContext('2d')!;
    context.imageSmoothingQuality = 'high';
    context.drawImage(whole, 0, 0, canvas.width, canvas.height);
    whole.close();
    return await createImageBitmap(canvas);
  } catch {
    return null; // the bytes of such a picture stand only at its beginning
  }
}

/** How large a picture is shown in the list, in CSS pixels. */
function thumbnailSize({ width, height }: { readonly width: number; readonly height: number }): { width: number; height: number } {
  const scale = Math.min(1, MAX_WIDTH / width, MAX_HEIGHT / height);
  return { width: width * scale, height: height * scale };
}
