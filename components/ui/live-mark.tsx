import classes from "./live-mark.module.css";

/** Says whether what is shown renews itself. */
export function LiveMark({ live }: { live: boolean }) {
  return (
    <span className={classes.mark} data-live={live || undefined}>
      <span className={classes.dot} aria-hidden="true" />
      {live ? "live" : "paused"}
    </span>
  );
}
