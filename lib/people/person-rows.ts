export type NewPerson = {
  id: string;
  userId: string | null;
  email: string | null;
  phone: string | null;
  anonymousId: string | null;
  deviceId: string | null;
  name: string | null;
  /** a JSON object */
  properties: string;
  firstSeen: Date;
  lastSeen: Date;
};

export type PersonPatch = {
  id: string;
  /** properties to set, as a JSON object, and names of those to remove, as a JSON list */
  set: string;
  unset: string;
  name: string | null;
  /** set only where the person has none of the kind yet */
  userId: string | null;
  email: string | null;
  phone: string | null;
  anonymousId: string | null;
  deviceId: string | null;
  /** what an identify call says they are reached by now; empty: by none any more; null: it says nothing */
  newEmail: string | null;
  newPhone: string | null;
  /** replaces the user id, by an alias */
  renamedTo: string | null;
};
