/** The identifiers that Junction keeps of a person, in the words of `identifiers.kind`. */
export const identifierKinds = ["user_id", "email", "phone", "anonymous_id", "device_id"] as const;
export type IdentifierKind = (typeof identifierKinds)[number];

export const identifierLabels: Record<IdentifierKind, string> = {
  user_id: "User ID",
  email: "E-mail",
  phone: "Phone",
  anonymous_id: "Anonymous ID",
  device_id: "Device ID",
};

export type SettingOption = { value: string; label: string };

type FieldBase = {
  key: string;
  label: string;
  /** What it is for and where to find it, in the partner's own words for its screens. */
  help: string;
  required: boolean;
  /** Asked for, and kept, only where the select field `key` has one of these values. */
  when?: { key: string; is: string[] };
};

/** One thing that a user enters to connect the partner. The nickname is common to all and not listed. */
export type SettingField =
  | (FieldBase & {
      kind: "text";
      placeholder?: string;
      default?: string;
      maxLength?: number;
      /** What is wrong with a value that was entered, in words; pure. Null: nothing. */
      problem?: (value: string) => string | null;
    })
  /** Sealed at rest, never sent to a browser again. */
  | (FieldBase & {
      kind: "secret";
      placeholder?: string;
      maxLength?: number;
      /** As of a text; it must not repeat the value. */
      problem?: (value: string) => string | null;
      /** It is a file of several lines, and may be read from one of these types (as `accept` of a file input has them). */
      file?: string;
      /** What its last characters are shown of; the value itself unless told. */
      shownBy?: (value: string) => string;
    })
  | (FieldBase & { kind: "select"; options: SettingOption[]; default: string })
  /** Which of a person's identifiers goes into a slot of the partner; "" where none is to be sent. */
  | (FieldBase & { kind: "identifier"; options: SettingOption[]; default: string });

/** The partner's hosts by region. `hostSetting` names the variable that replaces `url` (proxies, sandbox, tests). */
export type PartnerRegion = {
  id: string;
  label: string;
  url: string;
  hostSetting: string;
  /** Exists only where `hostSetting` is set: the sandbox of a demo installation. */
  onlyWhenSet?: boolean;
  /** Further hosts that the partner needs in this region, by its own names for them. */
  services?: Record<string, { url: string; hostSetting: string }>;
};

export type PartnerLimits = {
  /** Bytes of one request's body. */
  batchBytes: number;
  /** Bytes of one record in it. */
  recordBytes: number;
  /** Records of one request. */
  batchRecords: number;
  /** Requests that may be on their way at the same time. */
  inFlight: number;
  /** Milliseconds for one exchange. */
  timeoutMs: number;
};

export const partnerCapabilities = ["export", "audience", "calls"] as const;
export type PartnerCapability = (typeof partnerCapabilities)[number];

/** The pages of the settings where partners are connected. */
export const partnerPlaces = ["partners", "integrations"] as const;
export type PartnerPlace = (typeof partnerPlaces)[number];

export const capabilityLabels: Record<PartnerCapability, string> = {
  export: "Export",
  audience: "Audiences",
  calls: "Destination",
};

/** A choice of yes or no. */
export type SwitchField = { key: string; label: string; help: string; default: boolean };

/** What a partner asks for when the calls of a source are sent to it as they come. */
export type CallsKit = {
  switches: SwitchField[];
  /** Platforms whose apps can carry the partner's own SDK, which then sends by itself. */
  deviceMode: string[];
  /** What the partner makes of calls that are sent again long after they happened. */
  oldCalls?: string;
};

/** What a partner asks for when an audience is sent to it. */
export type AudienceKit = {
  /** The action as its button says it: "Send to CleverTap". */
  action: string;
  /** members: it can be kept in step, one user at a time; list: every sending makes a new list of all. */
  keeps: "members" | "list";
  fields: SettingField[];
  /** Key of the field whose value can serve one audience of a connection alone: what it names is overwritten by another. */
  ownField?: string;
  /** Only with these values of other fields. */
  ownWhen?: Record<string, string>;
  /** What sending does, in a sentence, where these values make it something else than the usual; null: the usual. */
  effect?: (of: { values: Record<string, string>; count: string; name: string }) => string | null;
};

/**
 * A partner as data, safe for the browser: what its card and its form show and what its requests may hold. The form,
 * masking, batching and the choice of host all come from here; nothing else in the tree names a partner.
 */
export type PartnerKit = {
  id: string;
  name: string;
  category: string;
  description: string;
  /** One or two letters and a colour for the card where no logo is shown. */
  monogram: string;
  color: string;
  capabilities: PartnerCapability[];
  /** The page of the settings where it stands. */
  place: PartnerPlace;
  /** Title of the panel that connects it. */
  panelTitle: string;
  /** What its screens call the name that a user gives a connection. */
  nicknameLabel: string;
  /** The button that connects it. */
  connectLabel: string;
  /** Steps to take at the partner before, in order. */
  guide: string[];
  settings: SettingField[];
  /** What may be shown of its secrets, found in them whenever they are entered and kept with the settings. */
  found?: {
    fields: { key: string; label: string }[];
    read(secrets: Record<string, string>): Record<string, string>;
  };
  /** A button that fills in fresh values, made by the connector's `generate`. */
  generates?: { label: string; help: string };
  /** Where its messages go, in words, where no host of its own takes them; then a test calls nobody. */
  sendsTo?: string;
  /** Key of the select field that holds the region's id. */
  regionField: string;
  /** Settings that say whose account it is: of what one was told about users another knows nothing. */
  accountFields?: string[];
  regions: [PartnerRegion, ...PartnerRegion[]];
  /** Where the host is a setting of its own: the base URL that these settings name; null: the region's. */
  addressOf?: (settings: Record<string, string>) => string | null;
  limits: PartnerLimits;
  /** Its audiences can be listed through a connection. */
  listsAudiences?: true;
  /** It deletes users by their ids when it is asked to. */
  forgetsUsers?: true;
  /** With the capability `audience`. */
  audience?: AudienceKit;
  /** With the capability `calls`. */
  calls?: CallsKit;
};

/** Default values of fields that may have one, by key. */
export function startValues(fields: SettingField[]): Record<string, string> {
  return Object.fromEntries(
    fields.flatMap((field) => (field.kind === "secret" ? [] : [[field.key, field.default ?? ""] as const])),
  );
}

/** The fields that are asked for, given the values of others. */
export function askedFields(fields: SettingField[], values: Record<string, string>): SettingField[] {
  const startOf = startValues(fields);
  return fields.filter(({ when }) => !when || when.is.includes(values[when.key] ?? startOf[when.key] ?? ""));
}

/** Default values of a partner's settings that have one, by key. */
export function defaultSettings(kit: PartnerKit): Record<string, string> {
  return startValues(kit.settings);
}

/** The region that the settings name, else the first. */
export function regionOf(kit: PartnerKit, settings: Record<string, string>): PartnerRegion {
  return kit.regions.find((region) => region.id === settings[kit.regionField]) ?? kit.regions[0];
}

/** The host that these settings name, of the partners whose host is a setting; null: none. */
export function namedHost(kit: PartnerKit, settings: Record<string, string>): string | null {
  const address = kit.addressOf?.(settings) ?? null;
  return address !== null && URL.canParse(address) ? new URL(address).hostname.toLowerCase() : address;
}

/**
 * Whether changed settings name another host than the secrets were entered for. They do not go there: who may choose a
 * host could read them at it.
 */
export function isAtAnotherHost(
  kit: PartnerKit,
  before: Record<string, string>,
  after: Record<string, string>,
): boolean {
  const host = namedHost(kit, after);
  return host !== null && host !== namedHost(kit, before);
}

/** The kit as this installation offers it: without the regions that only a setting brings to life. */
export function kitWith(kit: PartnerKit, hosts: Record<string, string>): PartnerKit {
  const absent = new Set(
    kit.regions
      .filter((region) => region.onlyWhenSet && !hosts[region.hostSetting])
      .map((region) => region.id),
  );
  const [first, ...others] = kit.regions;
  return {
    ...kit,
    regions: [first, ...others.filter((region) => !absent.has(region.id))],
    settings: kit.settings.map((field) =>
      field.kind === "select" && field.key === kit.regionField
        ? { ...field, options: field.options.filter((option) => !absent.has(option.value)) }
        : field,
    ),
  };
}
