import { Flex, Skeleton } from "@mantine/core";

/** The place of a number that is not known yet, as high as a line of its text. */
export function Counting() {
  return (
    <Flex align="center" h="1lh">
      <Skeleton height="0.7em" width={28} />
    </Flex>
  );
}
