/** Longest key of a user property (CleverTap's page on platform considerations). */
const MAX_KEY = 120;
/** Signs that cannot stand in the key of a user property; dropped by CleverTap without a word. */
const forbidden = /[%><!|&.:;$'"\\#]/;

/** Properties with a meaning of their own: a list's name in one of them would overwrite a user's data. */
const systemFields = [
  "Name",
  "Email",
  "Identity",
  "Phone",
  "Gender",
  "DOB",
  "Age",
  "Tz",
  "Timezone",
  "Photo",
  "Employed",
  "Education",
  "Married",
  "Customer Type",
  "MSG-email",
  "MSG-push",
  "MSG-sms",
  "MSG-whatsapp",
  "ct_is_test_user",
  "objectId",
  "FBID",
  "GPID",
];
const bySmall = new Map(systemFields.map((field) => [field.toLowerCase(), field]));

/** Why a title cannot be the key of a user property at CleverTap, in words; null where it can. */
export function keyTitleProblem(title: string): string | null {
  if (title.trim() === "") {
    return "Enter the Key Title";
  }
  if (title.length > MAX_KEY) {
    return `CleverTap takes property names of up to ${MAX_KEY} characters; this one has ${title.length}.`;
  }
  const sign = forbidden.exec(title)?.[0];
  if (sign !== undefined) {
    return `CleverTap does not take the sign ${sign} in the name of a property.`;
  }
  if (/\p{Cc}/u.test(title)) {
    return "The name of a property cannot hold line breaks or other control characters.";
  }
  const system = bySmall.get(title.trim().toLowerCase());
  return system === undefined
    ? null
    : `${system} is a field of CleverTap's own; the audience's name would overwrite it.`;
}
