/** Rows that one write takes at most, so that a statement stays small. */
const MAX_ROWS = 10_000;

export type GroupWriter<Item> = {
  /** Resolves when the item is committed; rejects with the reason why it cannot be. */
  write(item: Item): Promise<void>;
};

type Waiting<Item> = { item: Item; done: () => void; failed: (error: unknown) => void };

/**
 * Writes what several callers bring in one go ("group commit"): while one write is under way, the next gathers. A write
 * that calls `next` lets the next one begin before it has ended itself.
 * A group that fails is tried again one by one, so that a bad item does not take the others down.
 */
export function groupWriter<Item>(options: {
  write: (items: Item[], next: () => void) => Promise<void>;
  sizeOf: (item: Item) => number;
  writers: number;
}): GroupWriter<Item> {
  const waiting: Waiting<Item>[] = [];
  let running = 0;

  function take(): Waiting<Item>[] {
    let rows = 0;
    let count = 0;
    for (const { item } of waiting) {
      rows += options.sizeOf(item);
      if (count > 0 && rows > MAX_ROWS) {
        break;
      }
      count += 1;
    }
    return waiting.splice(0, count);
  }

  async function writeGroup(group: Waiting<Item>[], next: () => void): Promise<void> {
    try {
      await options.write(
        group.map(({ item }) => item),
        next,
      );
    } catch (error) {
      const [only] = group;
      if (group.length === 1 && only) {
        only.failed(error);
        return;
      }
      for (const one of group) {
        await writeGroup([one], () => {});
      }
      return;
    }
    for (const { done } of group) {
      done();
    }
  }

  function start(): void {
    if (running >= options.writers || waiting.length === 0) {
      return;
    }
    running += 1;
    let busy = true;
    const next = () => {
      if (busy) {
        busy = false;
        running -= 1;
        start();
      }
    };
    void writeGroup(take(), next).finally(next);
  }

  return {
    write: (item) =>
      new Promise((done, failed) => {
        waiting.push({ item, done, failed });
        if (running < options.writers) {
          // One turn later, so that requests read in the same turn share a commit.
          setImmediate(start);
        }
      }),
  };
}
