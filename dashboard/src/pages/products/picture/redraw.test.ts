import { expect, it } from "vitest";
import { fitted } from "./redraw";

it("fits a picture without changing its shape", () => {
  expect(fitted({ width: 4_000, height: 3_000 }, 1_600)).toEqual({ width: 1_600, height: 1_200 });
  expect(fitted({ width: 300, height: 200 }, 1_600)).toEqual({ width: 300, height: 200 });
  expect(fitted({ width: 10_000, height: 1 }, 1_600)).toEqual({ width: 1_600, height: 1 });
});
