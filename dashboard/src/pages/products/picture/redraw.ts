// Draws a picture anew as a JPEG that fits on a phone: what a camera wrote beside it, such as the
// place, does not leave this device.
const SIDE_MAX = 1_600;
const QUALITY = 0.88;

export interface Size {
  width: number;
  height: number;
}

// The same shape, with no side longer than `sideMax`; small ones stay as they are.
export function fitted({ width, height }: Size, sideMax: number): Size {
  const scale = Math.min(1, sideMax / Math.max(width, height));
  return { width: Math.max(1, Math.round(width * scale)), height: Math.max(1, Math.round(height * scale)) };
}

// Rejects what the browser does not know as a picture.
export async function redrawn(file: Blob): Promise<Blob> {
  const picture = await createImageBitmap(file);
  const { width, height } = fitted(picture, SIDE_MAX);
  const canvas = document.createElement("canvas");
  canvas.width = width;
  canvas.height = height;
  const pen = canvas.getContext("2d");
  if (!pen) throw new Error("no canvas");
  pen.fillStyle = "#ffffff"; // below what is transparent
  pen.fillRect(0, 0, width, height);
  pen.drawImage(picture, 0, 0, width, height);
  picture.close();
  return new Promise((resolve, reject) => {
    canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error("no picture"))), "image/jpeg", QUALITY);
  });
}
