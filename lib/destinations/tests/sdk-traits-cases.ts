import { identified, onlyRudderStack, onlySegment, type SdkCase } from "./sdk-case.ts";

const userId = "cust-1001";

/** Traits that CleverTap has a field of its own for. */
const standard: SdkCase[] = [
  {
    guarantee: "each standard trait goes to CleverTap's own field, and to no custom one",
    section: "7.3.1",
    calls: [
      [
        "identify",
        {
          userId,
          traits: {
            email: "asha@shop.example",
            name: "Asha Rao",
            phone: "+919800000001",
            gender: "female",
            employed: "Y",
            birthday: "$D_694224000",
            education: "Graduate",
            married: "N",
            customerType: "Prime",
            avatar: "https://shop.example/asha.png",
          },
        },
      ],
    ],
    profiles: [
      identified(userId, {
        Email: "asha@shop.example",
        Name: "Asha Rao",
        Phone: "+919800000001",
        Gender: "F",
        Employed: "Y",
        DOB: "$D_694224000",
        Education: "Graduate",
        Married: "N",
        "Customer Type": "Prime",
        Photo: "https://shop.example/asha.png",
      }),
    ],
  },
  {
    guarantee: "standard traits of the context stand in where the call has none of its own",
    section: "7.2",
    calls: [
      [
        "identify",
        {
          userId,
          context: {
            traits: {
              email: "asha@shop.example",
              phone: "+919800000001",
              firstname: "Asha",
              last_name: "Rao",
            },
          },
        },
      ],
    ],
    profiles: [identified(userId, { Email: "asha@shop.example", Phone: "+919800000001", Name: "Asha Rao" })],
  },
  {
    guarantee: "of standard traits the call's own count, of custom ones the context's",
    section: "7.3.3",
    only: onlySegment("RudderStack's SDK writes a call's traits over the context's"),
    calls: [
      [
        "identify",
        {
          userId,
          traits: { name: "Asha Rao", plan: "gold", seats: 3 },
          context: { traits: { name: "Someone", plan: "silver", city: "Pune" } },
        },
      ],
    ],
    profiles: [identified(userId, { Name: "Asha Rao", plan: "silver", seats: 3, city: "Pune" })],
  },
  {
    guarantee: "an identify call's traits are all that counts, whatever the context said",
    section: "6.4",
    only: onlyRudderStack("it copies a call's traits to the context; Segment's leaves both"),
    calls: [
      [
        "identify",
        {
          userId,
          traits: { name: "Asha Rao", plan: "gold" },
          context: { traits: { name: "Someone", plan: "silver", city: "Pune" } },
        },
      ],
    ],
    profiles: [identified(userId, { Name: "Asha Rao", plan: "gold" })],
  },
  {
    guarantee: "an e-mail address is found among the properties at last",
    section: "7.2",
    only: onlyRudderStack("Segment's identify carries no properties"),
    calls: [["identify", { userId, traits: { plan: "gold" }, properties: { email: "asha@shop.example" } }]],
    profiles: [identified(userId, { Email: "asha@shop.example", plan: "gold" })],
  },
  {
    guarantee: "an e-mail address among the external IDs is not used",
    section: "7.12",
    calls: [
      [
        "identify",
        { userId, traits: {}, context: { externalId: [{ type: "email", id: "asha@shop.example" }] } },
      ],
    ],
    profiles: [identified(userId)],
  },
  {
    guarantee: "first and last name make the name, in each of their spellings",
    section: "7.3.2",
    calls: [
      ["identify", { userId: "a", traits: { firstName: "Asha", lastName: "Rao" } }],
      ["identify", { userId: "b", traits: { firstname: "Bela", lastname: "Das" } }],
      ["identify", { userId: "c", traits: { first_name: "Chitra", last_name: "Sen" } }],
      ["identify", { userId: "d", traits: { firstName: "Devi", last_name: "Nair" } }],
    ],
    profiles: [
      identified("a", { Name: "Asha Rao" }),
      identified("b", { Name: "Bela Das" }),
      identified("c", { Name: "Chitra Sen" }),
      identified("d", { Name: "Devi Nair" }),
    ],
  },
  {
    guarantee: "a first or a last name alone makes no name",
    section: "7.3.2",
    calls: [
      ["identify", { userId: "a", traits: { firstName: "Asha" } }],
      ["identify", { userId: "b", traits: { lastName: "Rao", firstName: "" } }],
    ],
    profiles: [identified("a"), identified("b")],
  },
  {
    guarantee: "a name that is given stands, whatever the first and the last one are",
    section: "7.3.2",
    calls: [["identify", { userId, traits: { name: "Dr. Rao", firstName: "Asha", lastName: "Rao" } }]],
    profiles: [identified(userId, { Name: "Dr. Rao" })],
  },
  {
    guarantee: "f, F, female, Female and FEMALE are F",
    section: "7.3.1",
    calls: ["f", "F", "female", "Female", "FEMALE"].map((gender, n) => [
      "identify",
      { userId: `user-${n}`, traits: { gender } },
    ]),
    profiles: [
      identified("user-0", { Gender: "F" }),
      identified("user-1", { Gender: "F" }),
      identified("user-2", { Gender: "F" }),
      identified("user-3", { Gender: "F" }),
      identified("user-4", { Gender: "F" }),
    ],
  },
  {
    guarantee: "m, M, male, Male and MALE are M",
    section: "7.3.1",
    calls: ["m", "M", "male", "Male", "MALE"].map((gender, n) => [
      "identify",
      { userId: `user-${n}`, traits: { gender } },
    ]),
    profiles: [
      identified("user-0", { Gender: "M" }),
      identified("user-1", { Gender: "M" }),
      identified("user-2", { Gender: "M" }),
      identified("user-3", { Gender: "M" }),
      identified("user-4", { Gender: "M" }),
    ],
  },
  {
    guarantee: "a gender of any other spelling is left out and refuses nothing",
    section: "7.12",
    calls: [
      ["identify", { userId: "a", traits: { gender: "unknown", plan: "gold" } }],
      ["identify", { userId: "b", traits: { gender: "fEMALE" } }],
    ],
    profiles: [identified("a", { plan: "gold" }), identified("b")],
  },
  {
    guarantee: "a birthday goes as it is, without becoming a date of CleverTap's",
    section: "7.3.1",
    calls: [
      ["identify", { userId: "a", traits: { birthday: "1992-01-01" } }],
      ["identify", { userId: "b", traits: { birthday: new Date("1992-01-01T00:00:00Z") } }],
    ],
    profiles: [identified("a", { DOB: "1992-01-01" }), identified("b", { DOB: "1992-01-01T00:00:00.000Z" })],
  },
];

/** What opts a user in and out. */
const consent: SdkCase[] = [
  {
    guarantee: "a channel that the user does not want stays false on every way",
    section: "7.3.7",
    calls: [
      [
        "identify",
        {
          userId,
          traits: { "MSG-email": false, "MSG-push": false, "MSG-sms": false, "MSG-whatsapp": true },
        },
      ],
    ],
    profiles: [
      identified(userId, {
        "MSG-email": false,
        "MSG-push": false,
        "MSG-sms": false,
        "MSG-whatsapp": true,
      }),
    ],
  },
  {
    guarantee: "who opts out later is out, and who opts in again is in",
    section: "7.3.7",
    calls: [
      ["identify", { userId, traits: { "MSG-email": true, "MSG-push": false } }],
      ["identify", { userId, traits: { "MSG-email": false, "MSG-push": true } }],
    ],
    profiles: [identified(userId, { "MSG-email": false, "MSG-push": true })],
  },
];

/** Standard traits and reachability: contracts §7.3, steps 1, 2 and 7. */
export const traitsCases: SdkCase[] = [...standard, ...consent];
