const hostForm = /^(?=.{1,253}$)[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*$/i;
/** Of RFC 5321 what is in use: no quoted local parts, no address literals, no line breaks and no comments. */
const addressForm =
  /^[a-z0-9!#$%&'*+/=?^_`{|}~-]+(\.[a-z0-9!#$%&'*+/=?^_`{|}~-]+)*@[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)+$/i;

/** Whether a text is an e-mail address that may stand in an envelope and in a header as it is. */
export function isMailAddress(text: string): boolean {
  return text.length <= 254 && text.indexOf("@") <= 64 && addressForm.test(text);
}

export function addressProblem(text: string): string | null {
  return isMailAddress(text) ? null : "Write an address like news@mail.example.com";
}

export function hostProblem(text: string): string | null {
  return hostForm.test(text)
    ? null
    : "Write a host like smtp.example.com, without http:// and without a port";
}

export function portProblem(text: string): string | null {
  const port = Number(text);
  return /^\d{1,5}$/.test(text) && port >= 1 && port <= 65_535 ? null : "A port is a number from 1 to 65535";
}

/** A name stands in a header, or in a command, which a line break would end. */
export function nameProblem(text: string): string | null {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is looked for
  return /[\u0000-\u001f\u007f]/.test(text) ? "Leave out line breaks and control characters" : null;
}
