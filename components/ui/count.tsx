import { Dash } from "./dash.tsx";
import { Link } from "./link.tsx";

const format = new Intl.NumberFormat("en");

/** A number with separators; a dash when it was not measured (null); a link when the rows behind it can be opened. */
export function Count({
  value,
  href,
  label,
}: {
  value: number | null | undefined;
  href?: string;
  label?: string;
}) {
  if (value === null || value === undefined) {
    return <Dash />;
  }
  const text = format.format(value);
  return href && value > 0 ? (
    <Link href={href} aria-label={label ? `${text} ${label}` : undefined} className="numbers">
      {text}
    </Link>
  ) : (
    <span className="numbers">{text}</span>
  );
}

export function countWords(value: number, one: string, many: string): string {
  return `${format.format(value)} ${value === 1 ? one : many}`;
}
