import { type JourneyDraft, journeyLimits, type Note } from "../document.ts";

export function addNote(document: JourneyDraft, note: Note): JourneyDraft {
  const { notes } = document;
  return notes.length >= journeyLimits.notes || notes.some(({ id }) => id === note.id)
    ? document
    : { ...document, notes: [...notes, note] };
}

export function changeNote(
  document: JourneyDraft,
  id: string,
  change: Partial<Omit<Note, "id">>,
): JourneyDraft {
  return document.notes.some((note) => note.id === id)
    ? { ...document, notes: document.notes.map((note) => (note.id === id ? { ...note, ...change } : note)) }
    : document;
}
