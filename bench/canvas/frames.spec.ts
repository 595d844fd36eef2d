import { writeFile } from "node:fs/promises";
import type { Page } from "@playwright/test";
import { beginJourney, openJourney } from "../../e2e/fixtures/journeys.ts";
import { expect, test } from "../../e2e/fixtures/test.ts";
import { openBareGraph } from "./bare-graph.ts";

const COUNT = 500;
const ROUNDS = 6;
const LONG_MS = 50;
const id = (at: number): string => `n${at}`;
const place = (at: number) => ({ x: (at % 20) * 300, y: Math.floor(at / 20) * 220 });
const track = (name: string) => ({ events: [{ type: "track", name }], where: [] });

/** A journey of 500 nodes: an entry, and behind it actions in rows. */
function large() {
  const nodes = Array.from({ length: COUNT }, (_, at) => ({
    id: id(at),
    kind: at === 0 ? "entry_action" : "action",
    name: "",
    settings: { did: track(`Step ${at}`), filter: null, ...(at > 0 && { timeout: null }) },
    position: place(at),
  }));
  const edges = Array.from({ length: COUNT - 1 }, (_, at) => ({
    ...{ id: `e${at}`, from: id(at), exit: "yes", to: id(at + 1), delay: null },
  }));
  return { nodes, edges };
}

type Frames = { all: number; long: number };

/** How many frames were drawn, and how many took over 50 ms, while a graph is zoomed, panned, a node dragged, and all put back. */
async function framesOf(page: Page): Promise<Frames> {
  const pane = page.locator(".react-flow__pane");
  const box = await pane.boundingBox();
  if (!box) {
    throw new Error("There is no canvas.");
  }
  const middle = { x: box.x + box.width / 2, y: box.y + box.height / 2 };
  await page.evaluate(() => {
    const seen: number[] = [];
    const tell = (last: number) => (now: number) => {
      seen.push(now - last);
      requestAnimationFrame(tell(now));
    };
    requestAnimationFrame(tell(performance.now()));
    (window as unknown as { frames: number[] }).frames = seen;
  });
  await page.mouse.move(middle.x, middle.y);
  for (const step of [1, 2, 3, 4, 5, 6, 7, 8]) {
    await page.mouse.wheel(0, step > 4 ? 120 : -120);
  }
  // Between the nodes, so that it is the canvas that moves.
  await page.mouse.move(box.x + 6, box.y + 6);
  await page.mouse.down();
  await page.mouse.move(box.x + 300, box.y + 200, { steps: 40 });
  await page.mouse.move(box.x + 6, box.y + 6, { steps: 40 });
  await page.mouse.up();
  const node = await page
    .locator(".react-flow__node")
    .nth(COUNT / 2)
    .boundingBox();
  if (!node) {
    throw new Error("There is no node to drag.");
  }
  await page.mouse.move(node.x + node.width / 2, node.y + node.height / 4);
  await page.mouse.down();
  await page.mouse.move(node.x + 160, node.y + 120, { steps: 40 });
  await page.mouse.move(node.x + node.width / 2, node.y + node.height / 4, { steps: 40 });
  await page.mouse.up();
  const frames = await page.evaluate(() => (window as unknown as { frames: number[] }).frames);
  expect(frames.length).toBeGreaterThan(20);
  return { all: frames.length, long: frames.filter((ms) => ms > LONG_MS).length };
}

const shareOf = (rounds: Frames[]): number =>
  rounds.reduce((sum, { long }) => sum + long, 0) / rounds.reduce((sum, { all }) => sum + all, 0);

test("the share of frames over 50 ms while 500 nodes are panned, zoomed and dragged", async ({
  adminPage: page,
}) => {
  test.setTimeout(240_000);
  const document = large();
  const begun = await beginJourney(page);
  const { draft } = await (await page.request.get(`/api/v1/journeys/${begun.id}`)).json();
  const kept = await page.request.patch(`/api/v1/journeys/${begun.id}`, {
    data: { revision: begun.revision, draft: { ...draft, ...document } },
  });
  expect([kept.status(), kept.ok() ? "" : await kept.text()]).toEqual([200, ""]);
  await openJourney(page, begun);
  await expect(page.locator(".react-flow__node")).toHaveCount(COUNT);
  const bare = await page.context().newPage();
  await openBareGraph(bare, {
    nodes: document.nodes.map(({ id: node, position }) => ({ id: node, ...position })),
    edges: document.edges,
  });
  await expect(bare.locator(".react-flow__node")).toHaveCount(COUNT);
  const rounds = { ours: [] as Frames[], bare: [] as Frames[] };
  for (let round = 0; round <= ROUNDS; round += 1) {
    await bare.bringToFront();
    rounds.bare.push(await framesOf(bare));
    await page.bringToFront();
    rounds.ours.push(await framesOf(page));
  }
  // In the first one the browser still learns what is done often.
  const [ours, theirs] = [shareOf(rounds.ours.slice(1)), shareOf(rounds.bare.slice(1))];
  await writeFile(process.env.BENCH_FIGURE ?? "", JSON.stringify({ ours, theirs }));
});
