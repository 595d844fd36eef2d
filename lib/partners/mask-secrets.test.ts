import { expect, test } from "vitest";
import { maskSecrets } from "./mask-secrets.ts";

const secrets = { writeKey: "wk/se+cret 1", other: "" };

test.each([
  "wk/se+cret 1",
  encodeURIComponent("wk/se+cret 1"),
  Buffer.from("wk/se+cret 1").toString("base64"),
  Buffer.from("wk/se+cret 1:").toString("base64"),
])("%s is masked wherever it stands", (shape) => {
  const masked = maskSecrets(`before ${shape} between ${shape}`, secrets);
  expect(masked).toMatch(/^before ••••=* between ••••=*$/);
});

test("other text stays as it is", () => {
  expect(maskSecrets("nothing of it", secrets)).toBe("nothing of it");
});
