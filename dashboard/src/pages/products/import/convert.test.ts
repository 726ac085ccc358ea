import { describe, expect, it } from "vitest";
import { COLUMNS, guessColumn, guessMatching, missing } from "./columns";
import { convertRow, encodingOf, linesOf, plainNumber, previewOf } from "./convert";

const bytes = (...values: number[]) => new Uint8Array(values);

describe("the columns of a file", () => {
  it("are known by their names in either language, with accents and units", () => {
    for (const [header, column] of [["Miasto", "city"], ["Zniżka (%)", "discount_percent"], ["ILOŚĆ", "quantity"], ["base_price", "base_price"], ["Długość", "delivery_longitude"]] as const) {
      expect(guessColumn(header)).toBe(column);
    }
    expect(guessColumn("something else")).toBeUndefined();
  });

  it("are matched once, and what lacks is named", () => {
    const matching = guessMatching(["Nazwa", "name", "Cena"]);
    expect(matching).toEqual({ name: 0, base_price: 2 });
    expect(missing(matching)).toEqual(["city", "district", "category", "delivery_text"]);
  });
});

describe("numbers from a spreadsheet", () => {
  it.each([["79,50", "79.50"], ["1 234,50 zł", "1234.50"], ["1\u00a0234,5", "1234.5"], ["1.234,50", "1234.50"], ["20 %", "20"], ["", ""], ["79.50", "79.50"]])(
    "%s is %s", (text, number) => expect(plainNumber(text)).toBe(number));

  it("stay as they are when they are none", () => {
    for (const text of ["about 5", "1,2,3", "=1+1", "1e400"]) expect(plainNumber(text)).toBe(text);
  });
});

describe("encodings", () => {
  it("are known by their mark, else by what they can be", () => {
    expect(encodingOf(bytes(0xff, 0xfe, 0x41, 0))).toBe("utf-16le");
    expect(encodingOf(bytes(0xfe, 0xff, 0, 0x41))).toBe("utf-16be");
    expect(encodingOf(new TextEncoder().encode("Łódź"))).toBe("utf-8");
    expect(encodingOf(bytes(0xa3, 0xf3, 0x64, 0x9f))).toBe("windows-1250");
  });

  it("do not take a character that is cut at the end for a wrong one", () => {
    expect(encodingOf(new TextEncoder().encode("Łódź").slice(0, -1))).toBe("utf-8");
  });
});

describe("a file", () => {
  const text = "Miasto;Dzielnica;Kategoria;Nazwa;Cena;Kod\r\nŁódź;Bałuty;Bilety;\"Kino; dwie osoby\";79,50;A-1\r\n;;;;;\r\n";
  const matching = { city: 0, district: 1, category: 2, name: 3, base_price: 4, delivery_text: 5 };

  it("is previewed with its separator found", async () => {
    const preview = await previewOf(new Blob([text]), "utf-8");
    expect(preview.headers).toHaveLength(6);
    expect(preview.rows).toEqual([["Łódź", "Bałuty", "Bilety", "Kino; dwie osoby", "79,50", "A-1"]]);
  });

  it("keeps its blank rows, so that lines keep their numbers", () => {
    const lines = linesOf([["Łódź", "B", "C", "D", "1", "E"], ["", " "], ["Łódź", "B", "C", "D", "2", "F"]], matching);
    expect(lines.split("\n").map((line) => line === "")).toEqual([false, true, false]);
  });

  it("becomes what the API takes", () => {
    const row = convertRow(["Łódź", "Bałuty", "Bilety", "Kino", "79,50", "A-1"], matching);
    expect(row).toHaveLength(COLUMNS.length);
    expect(row[COLUMNS.indexOf("base_price")]).toBe("79.50");
    expect(row[COLUMNS.indexOf("quantity")]).toBe("");
  });
});
