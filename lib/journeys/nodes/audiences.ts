import { z } from "zod";
import { mentionOf, mentionWords } from "./mentions.ts";
import { type NodeKind, type NodeRuntime, nodeKind, nodeRuntime } from "./node-kind.ts";

const settings = z.object({ audienceId: z.uuid("Choose an audience") });
type Settings = z.output<typeof settings>;

export function audienceKind(
  told: Pick<NodeKind, "id" | "title" | "description">,
  does: string,
): NodeKind<Settings> {
  return nodeKind({
    ...told,
    group: "control",
    settings,
    blank: { audienceId: "" },
    exits: () => [{ id: "done", label: "Afterwards" }],
    words: ({ audienceId }, named) => {
      const told = { unknown: "an audience", gone: "an audience that is gone" };
      return `${does} ${mentionWords(mentionOf("audience", audienceId), named, told)}`;
    },
    mentions: ({ audienceId }) => mentionOf("audience", audienceId),
  });
}

/** What a path says of it, done and where the audience has no name for the person, or is gone. */
export const audienceWords = {
  upsert: {
    done: "comes into the audience",
    unknown: (by: string) =>
      `does not come into the audience: it knows people by ${by}, and the person has none`,
    gone: "comes into no audience: it is gone",
  },
  delete: {
    done: "leaves the audience",
    unknown: (by: string) => `was not in the audience: it knows people by ${by}, and the person has none`,
    gone: "leaves no audience: it is gone",
  },
} as const;

export function audienceRuntime(kind: NodeKind<Settings>, operation: "upsert" | "delete"): NodeRuntime {
  return nodeRuntime(kind, ({ audienceId }) => ({
    do: "act",
    effects: [{ kind: "audience", operation, audienceId }],
    exit: "done",
    because: audienceWords[operation].done,
  }));
}
