import classes from "./report.module.css";

const format = new Intl.NumberFormat("en");

/** A number of a table that opens its people; nobody is nothing to open. */
export function Opener({
  people,
  label,
  text = format.format(people),
  onClick,
}: {
  people: number;
  /** With the number in it. */
  label: string;
  text?: string;
  onClick: () => void;
}) {
  return people === 0 ? (
    <span className="numbers">{text}</span>
  ) : (
    <button type="button" className={classes.opener} aria-label={label} onClick={onClick}>
      {text}
    </button>
  );
}
