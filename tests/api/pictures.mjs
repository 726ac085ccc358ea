// A picture that is given to an offer, and read back.
import { greyPicture } from "./picture.mjs";

const SIDE = 240;
const LARGE_BYTES = 15_000_000; // as a camera's picture may have; up to 20 MB are taken
const UNIT = { district: "Centre", category: "Gifts", name: "Pictured", base_price: "5.00" };

// Width and height in the frame header of a JPEG (ISO 10918-1, B.2.2); nothing when it is none.
function sizeOf(jpeg) {
  if (jpeg.readUInt16BE(0) !== 0xffd8) return undefined;
  for (let at = 2; at + 9 < jpeg.length; at += 2 + jpeg.readUInt16BE(at + 2)) {
    if ([0xffc0, 0xffc2].includes(jpeg.readUInt16BE(at))) return [jpeg.readUInt16BE(at + 7), jpeg.readUInt16BE(at + 5)];
  }
  return undefined;
}

async function unitIn(shop, city) {
  const body = { ...UNIT, city, delivery_text: `picture of ${city}` };
  return (await shop.send("post", { path: "/api/products", body })).json.id;
}

async function readBack(shop, unit) {
  const url = new URL(`/api/products/${unit}/picture`, shop.url);
  const response = await fetch(url, { headers: { authorization: shop.authorization } });
  return { type: response.headers.get("content-type"), bytes: Buffer.from(await response.arrayBuffer()) };
}

// What is wrong with a picture of that type after it was given to an offer of its own.
async function failuresOf(shop, type, bytes, city = type) {
  const unit = await unitIn(shop, city);
  const path = `/api/products/${unit}/picture`;
  const set = await shop.send("put", { path, body: bytes, headers: { "content-type": type } });
  if (set.status !== 204) return { failures: [`${type}: ${set.status} ${set.text}`] };
  const shown = await readBack(shop, unit);
  const size = sizeOf(shown.bytes);
  const isRight = shown.type === "image/jpeg" && size?.every((side) => side === SIDE);
  return { failures: isRight ? [] : [`${type}: read back as ${shown.type} of ${size}`], jpeg: shown.bytes };
}

export async function failuresOfPictures(shop) {
  const png = await failuresOf(shop, "image/png", greyPicture(SIDE));
  if (!png.jpeg) return png.failures;
  const jpeg = await failuresOf(shop, "image/jpeg", png.jpeg);
  const large = await failuresOf(shop, "image/jpeg", Buffer.concat([png.jpeg, Buffer.alloc(LARGE_BYTES)]), "large");
  return [...png.failures, ...jpeg.failures, ...large.failures];
}
