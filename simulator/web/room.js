// Whose column it is: a person alone with the bot, or a group of people and the bot.

import { initials } from "./french.js";

const nameOf = ({ first_name: first, last_name: last }) => [first, last].filter(Boolean).join(" ");

export const personRoom = (person) => ({
  id: person.id,
  path: `/people/${person.id}`,
  speaker: person.id,
  name: nameOf(person),
  shortName: person.first_name,
  initials: initials(person.first_name, person.last_name),
  about: person.about,
  payload: person.start_payload,
  members: null,
  hasColumn: person.has_column,
});

/** `speaker`, one of the members, is who writes and presses; the page lets one choose. */
export const groupRoom = (group, people) => ({
  id: group.id,
  path: `/groups/${group.id}`,
  speaker: group.members[0],
  name: group.title,
  shortName: group.title,
  initials: initials(...group.title.split(" ")).slice(0, 2),
  about: `Groupe de ${group.members.length + (group.bot === "member" ? 1 : 0)} membres`,
  payload: null,
  members: group.members.map((id) => people.find((person) => person.id === id)).map(({ id, ...names }) => ({
    id, name: nameOf(names),
  })),
  hasColumn: true,
  migratedFrom: group.migrated_from,
});

/** A group that became a supergroup goes on under another id. */
export function moveRoom(room, id) {
  Object.assign(room, { id, path: `/groups/${id}`, migratedFrom: room.id });
}
