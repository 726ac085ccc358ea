// The columns of an import file, and how files from spreadsheets call them.
export const COLUMNS = [
  "city", "district", "category", "name", "description", "base_price", "discount_percent",
  "delivery_photo", "delivery_latitude", "delivery_longitude", "delivery_text", "quantity",
] as const;

export type Column = (typeof COLUMNS)[number];

export const REQUIRED: Column[] = ["city", "district", "category", "name", "base_price", "delivery_text"];

const ALSO: Record<string, Column> = {
  miasto: "city", town: "city",
  dzielnica: "district", area: "district",
  kategoria: "category",
  nazwa: "name", produkt: "name", product: "name", title: "name",
  opis: "description",
  cena: "base_price", price: "base_price",
  rabat: "discount_percent", discount: "discount_percent", znizka: "discount_percent",
  zdjecie: "delivery_photo", photo: "delivery_photo",
  szerokosc: "delivery_latitude", latitude: "delivery_latitude", lat: "delivery_latitude",
  dlugosc: "delivery_longitude", longitude: "delivery_longitude", lon: "delivery_longitude", lng: "delivery_longitude",
  kod: "delivery_text", tresc: "delivery_text", code: "delivery_text", text: "delivery_text",
  ilosc: "quantity", sztuk: "quantity", liczba: "quantity", count: "quantity",
};

// A header without case, accents and what stands between words: "Zniżka (%)" is "znizka".
function plain(header: string): string {
  return header.toLowerCase().replace(/ł/g, "l").normalize("NFD").replace(/[^a-z_ ]/g, "").trim().replace(/\s+/g, "_");
}

export function guessColumn(header: string): Column | undefined {
  const name = plain(header);
  return COLUMNS.find((column) => column === name) ?? ALSO[name];
}

// Which column of the file each of ours comes from: its place, or nothing.
export type Matching = Partial<Record<Column, number>>;

export function guessMatching(headers: string[]): Matching {
  const matching: Matching = {};
  headers.forEach((header, place) => {
    const column = guessColumn(header);
    if (column && matching[column] === undefined) matching[column] = place;
  });
  return matching;
}

export const missing = (matching: Matching): Column[] =>
  REQUIRED.filter((column) => matching[column] === undefined);
