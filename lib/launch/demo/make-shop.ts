import { type DemoEvent, makeEvents } from "./events.ts";
import { type DemoPerson, makePerson } from "./people.ts";
import { seededRandom } from "./random.ts";

export type DemoShop = { people: DemoPerson[]; events: DemoEvent[] };

const DAYS = 90;
const PEOPLE = 2_000;

/** The demo shop as it stands at `now`: about 2,000 visitors and what they did in 90 days. The same for the same `now`. */
export function makeShop(now: Date, seed = 20_101_201): DemoShop {
  const random = seededRandom(seed);
  const to = now.getTime();
  const from = to - DAYS * 86_400_000;
  const people: DemoPerson[] = [];
  const events: DemoEvent[] = [];
  for (let index = 0; index < PEOPLE; index += 1) {
    const person = makePerson(random, index);
    const own = makeEvents(random, person, from, to, index);
    if (own.length > 0) {
      people.push(person);
      events.push(...own);
    }
  }
  return { people, events: events.sort((a, b) => a.at - b.at) };
}
