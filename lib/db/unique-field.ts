import { Fault } from "../kernel/fault.ts";
import { Prisma } from "./generated/client.ts";

/**
 * For the one rule that only the database can keep, that nothing else has this name: runs `write`, and throws `conflict` at
 * the field with this message where another row has it already.
 */
export async function withUnique<T>(
  { field, message }: { field: string; message: string },
  write: () => Promise<T>,
): Promise<T> {
  try {
    return await write();
  } catch (error) {
    if (error instanceof Prisma.PrismaClientKnownRequestError && error.code === "P2002") {
      throw new Fault("conflict", message, { cause: error, problems: [{ path: field, field, message }] });
    }
    throw error;
  }
}
