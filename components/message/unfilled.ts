const labels: Record<string, string> = {
  subject: "Subject",
  html: "HTML",
  title: "Title",
  body: "Body",
  url: "URL",
};

/** What a problem says where it stands away from its field: of a text that is to be filled in, which one. */
export function problemText({ path, message }: { path: string; message: string }): string {
  const field = path.match(/(?:^|\.)content\.(\w+)$/)?.[1];
  const label = field === undefined ? undefined : labels[field];
  return label !== undefined && message === "Fill this in" ? `${label}: fill this in` : message;
}
