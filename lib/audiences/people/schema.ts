import { z } from "zod";
import { instant } from "../../api/paging.ts";
import { peopleFilter } from "../../people/filter.ts";

/** What is kept of an audience of people: whom it means, when a snapshot was begun, and when the last one was complete. */
export const peopleDefinition = z.object({
  filter: peopleFilter,
  begunAt: z.iso.datetime(),
  takenAt: z.iso.datetime().nullable(),
});

export const peoplePreview = z.object({ people: peopleFilter });
export const peoplePreviewView = z.object({
  count: z.number(),
  isCapped: z.boolean().describe("True when there are more than `count`"),
  sample: z.array(
    z.object({ id: z.string(), identity: z.string(), name: z.string().nullable(), lastSeen: instant }),
  ),
});
export type PeoplePreviewView = z.output<typeof peoplePreviewView>;
