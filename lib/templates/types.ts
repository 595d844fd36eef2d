import type { Json, JsonObject } from "../kernel/json.ts";

/** What a template can speak of (contracts §3.1). `Profile` is there for everybody; the others where they have a meaning. */
export const templateObjects = [
  "Profile",
  "Event",
  "ExternalTrigger",
  "ConstantEventProperty",
  "Campaign",
] as const;
export type TemplateObject = (typeof templateObjects)[number];

/** What `Profile` has under CleverTap's names where the person's own properties say nothing. */
export type Identifiers = { Identity?: string | null; Email?: string | null; Phone?: string | null };

/** The values of one rendering. An object that is absent is one without properties. */
export type Variables = {
  Profile: JsonObject;
  identifiers?: Identifiers;
  Event?: JsonObject;
  ExternalTrigger?: JsonObject;
  ConstantEventProperty?: Json;
  Campaign?: JsonObject;
};

/** Where a text goes, and so how the values in it are escaped. */
export type TemplateContext = "text" | "html" | "json" | "url";

/** What is wrong with a text, and where; both from 1. */
export type TemplateProblem = { line: number; column: number; message: string };

/** A property that was to be printed, has no value and no default. */
export type Missing = { path: string; line: number; column: number };

/** What a template reads. `[]` in a path: of each element of a list. */
export type TemplateVariable = {
  path: string;
  segments: string[];
  object: TemplateObject;
  /** Its value stands in the text; otherwise it is tested, or walked through. */
  printed: boolean;
  /** Wherever it is printed, something stands in for a missing value. */
  hasDefault: boolean;
};

/** The names of CleverTap's reports for a text that cannot be made. */
export type RenderFailure =
  | "LiquidLogicAborted"
  | "No Liquid Replacement found"
  | "Liquid render timeout"
  | "Liquid render error";

export type Rendered =
  | { text: string; missing: readonly Missing[]; aborted?: undefined }
  | { aborted: RenderFailure; reason: string; text?: undefined };

export type RenderOptions = {
  /** For `{% now %}`, and for `now` and `today` of the filter `date`. */
  now: Date;
  /** IANA name; in it dates are printed. */
  timeZone: string;
};
