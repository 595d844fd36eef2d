import { segmentsMessages } from "@/lib/messages/segments.ts";
import type { UsesView } from "@/lib/segments/looking-schema.ts";
import { Link } from "../ui/link.tsx";
import classes from "./uses-list.module.css";

const words = segmentsMessages.uses;

/** Where each kind of use is looked at. */
const hrefs: Record<string, (id: string) => string> = {
  segment: (id) => `/segments/${id}`,
  journey: (id) => `/journeys/${id}`,
  campaign: (id) => `/campaigns/${id}`,
  audience: (id) => `/audiences/${id}`,
};

type Use = UsesView["items"][number];

function UseItem({ use, isDraft }: { use: Use; isDraft: boolean }) {
  const kind = words.kinds[use.kind] ?? use.kind;
  const href = hrefs[use.kind]?.(use.id) ?? "/segments";
  return (
    <li>
      <small>{isDraft ? words.draft(kind) : kind}</small>
      <Link href={isDraft && use.kind === "campaign" ? `${href}/edit` : href}>{use.name}</Link>
    </li>
  );
}

/** What uses a segment and which drafts name it, each with the way there. */
export function UsesList({ items = [], drafts = [] }: { items?: Use[]; drafts?: Use[] }) {
  return (
    <ul className={classes.uses}>
      {items.map((use) => (
        <UseItem key={`${use.kind} ${use.id}`} use={use} isDraft={false} />
      ))}
      {drafts.map((use) => (
        <UseItem key={`draft ${use.kind} ${use.id}`} use={use} isDraft />
      ))}
    </ul>
  );
}
