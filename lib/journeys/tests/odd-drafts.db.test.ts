import fc from "fast-check";
import { expect, it } from "vitest";
import type { Json } from "../../kernel/json.ts";
import { testDatabase } from "../../testing/database.ts";
import { journeyGround } from "../../testing/journey-ground.ts";
import { nodeSamples } from "../../testing/journey-nodes.ts";
import { oneOff } from "../../testing/one-off.ts";
import { testPartner } from "../../testing/test-partner.ts";
import { journeyDraft } from "../document.ts";
import { nodeKinds } from "../nodes/catalog.ts";
import { createJourney } from "../verbs/create-journey.ts";
import { duplicateJourney } from "../verbs/duplicate-journey.ts";
import { getImpact } from "../verbs/get-impact.ts";
import { getJourney } from "../verbs/get-journey.ts";
import { publishJourney } from "../verbs/publish-journey.ts";
import { updateJourney } from "../verbs/update-journey.ts";

const database = testDatabase();
const partner = testPartner();

it("a draft of a journey with anything in the place of a part of a node is kept, told of and refused, and nothing fails", async () => {
  const ground = await journeyGround(database.db, partner);
  const { id, draft: blank } = await createJourney(ground.ctx, {});
  const nodes = nodeKinds.map(({ id: kind }, place) => ({
    ...{ id: `n${place}`, kind, name: "", position: { x: 0, y: place * 100 } },
    settings: nodeSamples[kind],
  }));
  const edges = nodeKinds.flatMap(({ id: kind, exits }, place) => {
    const [exit] = exits(nodeSamples[kind] ?? {});
    return exit && place + 1 < nodes.length
      ? [{ id: `e${place}`, from: `n${place}`, exit: exit.id, to: `n${place + 1}`, delay: null }]
      : [];
  });
  const where = [{ of: "properties", path: ["total"], test: { type: "any", op: "is_set" } }];
  const goal = {
    id: "g",
    name: "Bought",
    events: [{ type: "track", name: "Bought" }],
    where,
    revenue: ["total"],
  };
  const settings = { ...blank.settings, goals: [goal] };
  await fc.assert(
    fc.asyncProperty(oneOff({ ...blank, nodes, edges, settings } as unknown as Json), async (odd) => {
      const read = journeyDraft.safeParse(odd);
      if (!read.success) {
        return;
      }
      const before = await getJourney(ground.ctx, { id });
      const { revision } = await updateJourney(ground.ctx, {
        ...{ id, revision: before.revision, draft: read.data },
      });
      const { draft, problems } = await getJourney(ground.ctx, { id });
      expect(draft).toEqual(read.data);
      expect(problems.length).toBeGreaterThan(0);
      await getImpact(ground.ctx, { id }).catch(({ code }) =>
        expect(["invalid", "precondition"]).toContain(code),
      );
      await duplicateJourney(ground.ctx, { id });
      await expect(
        publishJourney(ground.ctx, { id, revision, note: "", people: "finish", moves: [] }),
      ).rejects.toMatchObject({ code: "invalid" });
    }),
    { numRuns: 25 },
  );
});
