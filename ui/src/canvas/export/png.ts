/** Larger ones are refused by browsers, or take all memory. */
const sideMax = 16_000;
const areaMax = 120_000_000;

/** An SVG as a PNG, `scale` pixels for each unit; less for pictures that would be too large. */
export async function pngOf(svg: string, { width, height }: { width: number; height: number }, scale = 2): Promise<Blob> {
  const most = Math.min(scale, sideMax / width, sideMax / height, Math.sqrt(areaMax / (width * height)));
  const address = URL.createObjectURL(new Blob([svg], { type: "image/svg+xml" }));
  try {
    const image = new Image();
    image.src = address;
    await image.decode();
    const canvas = document.createElement("canvas");
    [canvas.width, canvas.height] = [Math.ceil(width * most), Math.ceil(height * most)];
    const pen = canvas.getContext("2d");
    if (!pen) throw new Error("the picture could not be drawn");
    pen.drawImage(image, 0, 0, canvas.width, canvas.height);
    const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, "image/png"));
    if (!blob) throw new Error("the picture is too large for a PNG; export it as SVG");
    return blob;
  } finally {
    URL.revokeObjectURL(address);
  }
}
