import { Button, Paper, Title } from "@mantine/core";
import { IconCheck } from "@tabler/icons-react";
import { Link } from "@/components/ui/link.tsx";
import type { OverviewView } from "@/lib/home/schema.ts";
import { homeMessages } from "@/lib/messages/home.ts";
import { useVisitor } from "../visitor.tsx";
import classes from "./home.module.css";
import { stepsOf } from "./steps.ts";

const words = homeMessages.start;

/** The three steps of a new workspace, ticked off as they are done. */
export function GetGoing({ start }: { start: OverviewView["start"] }) {
  const { can } = useVisitor();
  const steps = stepsOf(start);
  const current = steps.findIndex((step) => !step.done);
  return (
    <Paper withBorder p="md" component="section" aria-labelledby="get-going">
      <Title order={2} id="get-going">
        {words.title}
      </Title>
      <div className={classes.text}>{words.description}</div>
      <ol className={classes.steps}>
        {steps.map((step, index) => (
          <li key={step.title} className={classes.step} data-done={step.done || undefined}>
            <span className={classes.tick}>
              {step.done ? <IconCheck size={14} stroke={2.5} aria-label="Done" /> : index + 1}
            </span>
            <div className={classes.words}>
              <strong>{step.title}</strong>
              {!step.done && <div className={classes.text}>{step.text}</div>}
            </div>
            {!step.done && can(step.permission) && (
              <Button
                component={Link}
                href={step.href}
                size="xs"
                variant={index === current ? "filled" : "default"}
              >
                {step.action}
              </Button>
            )}
          </li>
        ))}
      </ol>
    </Paper>
  );
}
