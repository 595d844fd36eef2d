export { touchPeople } from "./touch-store.ts";
