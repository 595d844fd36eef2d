import classes from "./monogram.module.css";

/** A partner's mark: its letters on its colour. */
export function Monogram({ letters, color, size = 22 }: { letters: string; color: string; size?: number }) {
  return (
    <span
      className={classes.tile}
      style={{
        background: color,
        width: size,
        height: size,
        fontSize: size * 0.46,
        borderRadius: size * 0.24,
      }}
      aria-hidden="true"
    >
      {letters}
    </span>
  );
}
