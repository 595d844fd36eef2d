const labels: Record<string, string> = {
  subject: "Subject",
  html: "HTML",
  title: "Title",
  body: "Body",
  url: "URL",
};

/** The key of a pair whose value is to be filled in, in settings whose content has such pairs. */
function keyOf(path: string, settings: unknown): string | undefined {
  const at = path.match(/(?:^|\.)content\.keyValues\.(\d+)\.value$/)?.[1];
  const { content } = (settings ?? {}) as { content?: { keyValues?: { key?: string }[] } };
  return at === undefined ? undefined : content?.keyValues?.[Number(at)]?.key || undefined;
}

/**
 * What a problem says where it stands away from its field: of a text that is to be filled in, which one. `settings`: the
 * draft's whose `content` it is about.
 */
export function problemText(
  { path, message }: { path: string; message: string },
  settings?: unknown,
): string {
  const field = path.match(/(?:^|\.)content\.(\w+)$/)?.[1];
  const label = (field === undefined ? undefined : labels[field]) ?? keyOf(path, settings);
  return label !== undefined && message === "Fill this in" ? `${label}: fill this in` : message;
}
