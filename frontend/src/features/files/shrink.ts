/** Longest side of an image that is sent: enough to read a document on it. */
const LONGEST = 2560;
const QUALITY = 0.85;

/** The size within which an image is sent; its own when it is small enough. */
export function withinLimit(width: number, height: number): { width: number; height: number } {
  const scale = Math.min(1, LONGEST / Math.max(width, height));
  return { width: Math.round(width * scale), height: Math.round(height * scale) };
}

/**
 * A large photo as a smaller one, to spare the line of a phone. Drawing it anew also drops what the camera
 * wrote into it, the place among other things. Whatever cannot be drawn is sent as it is.
 */
export async function shrink(file: File): Promise<File> {
  if (!/^image\/(jpeg|png|webp)$/.test(file.type) || typeof createImageBitmap !== 'function') return file;
  try {
    const image = await createImageBitmap(file, { imageOrientation: 'from-image' });
    const size = withinLimit(image.width, image.height);
    const large = size.width < image.width || size.height < image.height;
    // A photo is always drawn anew; a small drawing or screenshot stays sharp.
    if (!large && file.type !== 'image/jpeg') return file;
    const canvas = document.createElement('canvas');
    Object.assign(canvas, size);
    canvas.getContext('2d')?.drawImage(image, 0, 0, size.width, size.height);
    image.close();
    const type = file.type === 'image/png' ? 'image/jpeg' : file.type;
    const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, type, QUALITY));
    if (!blob || (!large && blob.size >= file.size)) return file;
    const name = file.name.replace(/\.[^.]+$/, blob.type === 'image/webp' ? '.webp' : '.jpg');
    return new File([blob], name, { type: blob.type });
  } catch {
    return file;
  }
}
