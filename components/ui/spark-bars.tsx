import classes from "./spark-bars.module.css";

const WIDTH = 120;
const HEIGHT = 28;

/** Bars over time, oldest first, for reading the rhythm at a glance; the label says what they are. */
export function SparkBars({
  values,
  label,
  tone = "accent",
}: {
  values: number[];
  label: string;
  tone?: "accent" | "red";
}) {
  const top = Math.max(1, ...values);
  const step = WIDTH / Math.max(1, values.length);
  return (
    <svg
      className={classes.bars}
      data-tone={tone}
      viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
      preserveAspectRatio="none"
      role="img"
      aria-label={label}
    >
      {values.map((value, index) => {
        const height = value === 0 ? 1 : Math.max(2, (value / top) * HEIGHT);
        return (
          <rect
            // biome-ignore lint/suspicious/noArrayIndexKey: a bar is its place in time
            key={index}
            data-empty={value === 0 || undefined}
            x={index * step + 0.5}
            y={HEIGHT - height}
            width={step - 1}
            height={height}
            rx={0.8}
          />
        );
      })}
    </svg>
  );
}
