import { IconListDetails, IconTargetArrow, IconUpload } from "@tabler/icons-react";
import type { ComponentType } from "react";
import type { OriginId } from "@/lib/audiences/origins.ts";
import type { AudienceView } from "@/lib/audiences/schema.ts";
import { importMessages } from "@/lib/messages/audience-imports.ts";
import type { Fact } from "../ui/facts.tsx";
import { ImportButton } from "./import/import-button.tsx";
import { ImportsTab } from "./import/imports-tab.tsx";
import { LogTab } from "./log-tab.tsx";
import type { OriginFieldsProps } from "./origin-choice.ts";
import { peopleFacts } from "./people/people-facts.tsx";
import { PeopleFields } from "./people/people-fields.tsx";
import { TakeAgainButton } from "./people/take-again-button.tsx";
import { ImportAgainButton } from "./remote/import-again-button.tsx";
import { remoteFacts } from "./remote/remote-facts.tsx";
import { RemoteFields } from "./remote/remote-fields.tsx";
import { segmentFacts } from "./segments/segment-facts.tsx";
import { SegmentFields } from "./segments/segment-fields.tsx";
import { SetUpTab } from "./set-up-tab.tsx";
import { storyFacts } from "./story/story-facts.ts";
import { StoryFields } from "./story/story-fields.tsx";

type OfAudience = ComponentType<{ audience: AudienceView }>;
export type AudienceTab = {
  value: string;
  label: string;
  icon: ComponentType<{ size?: number | string; stroke?: number | string }>;
  panel: OfAudience;
};

/** What an audience's page has beyond the rest because of where its users come from. */
type OriginPanels = {
  tabs: AudienceTab[];
  /** in the header, for those who may change the audience */
  action?: OfAudience;
  /** what is appended to the address of an audience that was just made */
  first?: string;
  /** in "New audience", what defines it beside its name */
  fields?: ComponentType<OriginFieldsProps>;
  facts?: (audience: AudienceView) => Fact[];
};

const panels: Record<OriginId, OriginPanels> = {
  eventbridge: {
    tabs: [
      { value: "log", label: "Log", icon: IconListDetails, panel: LogTab },
      { value: "set-up", label: "Set-up", icon: IconTargetArrow, panel: SetUpTab },
    ],
  },
  csv: {
    tabs: [{ value: "imports", label: importMessages.tab, icon: IconUpload, panel: ImportsTab }],
    action: ImportButton,
    first: "?import=1",
  },
  storyly: {
    tabs: [{ value: "imports", label: importMessages.tab, icon: IconUpload, panel: ImportsTab }],
    action: ImportAgainButton,
    first: "?tab=imports",
    fields: RemoteFields,
    facts: remoteFacts,
  },
  story: { tabs: [], fields: StoryFields, facts: storyFacts },
  people: { tabs: [], action: TakeAgainButton, fields: PeopleFields, facts: peopleFacts },
  segment: { tabs: [], fields: SegmentFields, facts: segmentFacts },
};

export function panelsOf(origin: string): OriginPanels {
  return Object.hasOwn(panels, origin) ? panels[origin as OriginId] : { tabs: [] };
}
