import type { ValueType } from "./value-test.ts";

export type PersonFieldGroup = "identity" | "demographics" | "geography" | "technographics" | "app";

export type PersonField = {
  label: string;
  group: PersonFieldGroup;
  type: ValueType;
};

/** What is known of people besides their own properties: who they are, and what their events came with. */
export const personFields = {
  user_id: { label: "User ID", group: "identity", type: "text" },
  email: { label: "E-mail", group: "identity", type: "text" },
  phone: { label: "Phone", group: "identity", type: "text" },
  name: { label: "Name", group: "identity", type: "text" },
  first_seen: { label: "First seen", group: "identity", type: "date" },
  last_seen: { label: "Last seen", group: "identity", type: "date" },
  bucket: { label: "User bucket (0 to 999)", group: "identity", type: "number" },
  age: { label: "Age", group: "demographics", type: "number" },
  gender: { label: "Gender", group: "demographics", type: "text" },
  language: { label: "Language", group: "demographics", type: "text" },
  country: { label: "Country", group: "geography", type: "text" },
  region: { label: "Region", group: "geography", type: "text" },
  city: { label: "City", group: "geography", type: "text" },
  time_zone: { label: "Time zone", group: "geography", type: "text" },
  location: { label: "Location", group: "geography", type: "place" },
  os: { label: "Operating system", group: "technographics", type: "text" },
  os_version: { label: "OS version", group: "technographics", type: "version" },
  device_type: { label: "Device type", group: "technographics", type: "text" },
  device_make: { label: "Make", group: "technographics", type: "text" },
  device_model: { label: "Model", group: "technographics", type: "text" },
  browser: { label: "Browser", group: "technographics", type: "text" },
  browser_version: { label: "Browser version", group: "technographics", type: "version" },
  carrier: { label: "Carrier", group: "technographics", type: "text" },
  app_version: { label: "App version", group: "app", type: "version" },
  sdk_version: { label: "SDK version", group: "app", type: "version" },
} as const satisfies Record<string, PersonField>;

export type PersonFieldKey = keyof typeof personFields;
export const personFieldKeys = Object.keys(personFields) as [PersonFieldKey, ...PersonFieldKey[]];
