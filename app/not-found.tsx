import { Center } from "@mantine/core";
import ConsoleNotFound from "./(console)/not-found.tsx";

/** Of addresses that no page has; those of things that are not there are told within the console. */
export default function NotFound() {
  return (
    <Center component="main" mih="100dvh" p="md">
      <ConsoleNotFound />
    </Center>
  );
}
