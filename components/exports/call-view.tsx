import { JsonView } from "../ui/json-view.tsx";
import classes from "./preview-panel.module.css";

type Shown = { method?: unknown; url?: unknown; headers?: unknown; body?: unknown; status?: unknown };

function isShown(value: unknown): value is Shown {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function readable(body: unknown): unknown {
  if (typeof body !== "string") {
    return body;
  }
  try {
    return JSON.parse(body);
  } catch {
    // A body that is not JSON is shown as it went over the wire.
    return body;
  }
}

function headOf(call: Shown): string[] {
  const first =
    typeof call.method === "string" && typeof call.url === "string"
      ? [`${call.method} ${call.url}`]
      : typeof call.status === "number"
        ? [`Status ${call.status}`]
        : [];
  const headers = isShown(call.headers) ? Object.entries(call.headers) : [];
  return [...first, ...headers.map(([name, value]) => `${name}: ${String(value)}`)];
}

/** A request or an answer as it went over the wire: its head as text, its body as JSON. */
export function CallView({ value, label }: { value: unknown; label: string }) {
  if (!isShown(value) || !("body" in value)) {
    return <JsonView value={value ?? null} label={label} maxHeight={320} />;
  }
  const head = headOf(value);
  const empty = value.body === "" || value.body === null || value.body === undefined;
  return (
    <>
      {head.length > 0 && <pre className={classes.head}>{head.join("\n")}</pre>}
      {!empty && <JsonView value={readable(value.body)} label={label} maxHeight={320} />}
    </>
  );
}
