import { expect, it } from "vitest";
import { browserOf } from "./Sessions";

it("names the browser and the system", () => {
  expect(browserOf("Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0 Safari/537.36")).toBe("Chrome, Linux");
  expect(browserOf("Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 Chrome/140.0 Mobile Safari/537.36 EdgA/1 Edg/140.0")).toBe("Edge, Android");
  expect(browserOf("curl/8.0")).toBe("curl/8.0");
  expect(browserOf("")).toBe("");
});
