import { notifications } from "@mantine/notifications";
import { ApiError } from "./api.ts";

const closeButtonProps = { "aria-label": "Dismiss" };

/** Says at the foot of the page that something was done. */
export function sayDone(message: string): void {
  notifications.show({ message, color: "green", autoClose: 4_000, closeButtonProps });
}

/** Says at the foot of the page what the server refused, and why. */
export function sayProblem(error: unknown): void {
  const known = error instanceof ApiError;
  notifications.show({
    title: known ? error.problem.title : "It did not work",
    message: known
      ? error.problem.detail
      : "The server did not answer. Check that Junction is running, then try again.",
    color: "red",
    autoClose: 8_000,
    closeButtonProps,
  });
}

/** Says at the foot of the page what came out of something that did run, but not as hoped. */
export function sayNotice(title: string, message: string): void {
  notifications.show({ title, message, color: "yellow", autoClose: 8_000, closeButtonProps });
}
