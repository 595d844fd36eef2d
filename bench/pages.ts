import type { Bench } from "./kit.ts";
import { bench as pagesAudiences } from "./pages-audiences.ts";
import { bench as pagesExports } from "./pages-exports.ts";
import { bench as pagesPeople } from "./pages-people.ts";

/** Lists with little and with much in them, one after the other. */
export const bench: Bench = async () => [
  ...(await pagesExports()),
  ...(await pagesPeople()),
  ...(await pagesAudiences()),
];
