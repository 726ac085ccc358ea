import { expect, it } from "vitest";
import { orderNumberIn } from "./found";

it("knows an order's number", () => {
  expect(orderNumberIn("#12")).toBe(12);
  expect(orderNumberIn(" 7 ")).toBe(7);
  for (const text of ["", "#", "12a", "1.5", "1234567890123456"]) expect(orderNumberIn(text)).toBeUndefined();
});
