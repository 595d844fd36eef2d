import type { ReactNode } from "react";
import classes from "./facts.module.css";

export type Fact = { label: string; value: ReactNode };

/** Names and values of one thing, in two columns that line up. */
export function Facts({ facts }: { facts: Fact[] }) {
  return (
    <dl className={classes.facts}>
      {facts.map((fact) => (
        <div key={fact.label} className={classes.fact}>
          <dt>{fact.label}</dt>
          <dd>{fact.value}</dd>
        </div>
      ))}
    </dl>
  );
}
