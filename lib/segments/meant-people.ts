export { meantPeople } from "./meant-store.ts";
