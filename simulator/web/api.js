// The simulator's own HTTP API, as a person uses it. Every path lies on this page's own origin.

/** The simulator said no: `status` is the HTTP code, `message` its English sentence. */
export class Refusal extends Error {
  constructor(status, sentence) {
    super(sentence);
    this.status = status;
  }
}

/** Parsed JSON of a reply; throws Refusal for 4xx and 5xx, TypeError when the simulator cannot be reached, AbortError. */
async function call(path, options = {}) {
  const reply = await fetch(path, { cache: "no-store", ...options });
  if (reply.ok) return reply.json(); // may be aborted half read, and must not look empty then
  const body = await reply.json().catch(() => ({}));
  throw new Refusal(reply.status, body.error ?? reply.statusText);
}

const post = (path, body = {}) =>
  call(path, { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body) });

export const people = () => call("/people");
export const jumps = () => call("/jumps");
export const clock = () => call("/clock");
export const moveClock = (move) => post("/clock", move);

/** The chat of a room, at once, or when it differs from version `since`, or after `timeout` seconds. */
export function chat({ path }, { since, timeout, signal } = {}) {
  const query = since === undefined ? "" : `?since=${since}&timeout=${timeout}`;
  return call(`${path}/chat${query}`, { signal });
}

// In a room, `speaker` is the id of the person who acts.
export const text = ({ path, speaker }, words) => post(`${path}/text`, { person: speaker, text: words });
export const press = ({ path, speaker }, message, button) =>
  post(`${path}/press`, { person: speaker, message_id: message, data: button });
export const answer = (person, query, timeout) =>
  call(`/people/${person}/answers/${encodeURIComponent(query)}?timeout=${timeout}`);
export const setBlocked = ({ path }, blocked) => post(`${path}/${blocked ? "block" : "unblock"}`);
export const setBot = ({ path, speaker }, member) => post(`${path}/bot`, { person: speaker, member });

/** The e-mails, the newest first, `most` of them: at once, or as for a chat. */
export function mails({ most = "", since, timeout, signal } = {}) {
  const query = since === undefined ? "" : `&since=${since}&timeout=${timeout}`;
  return call(`/mails?most=${most}${query}`, { signal });
}

export const mail = (number) => call(`/mails/${number}`);

export function upload({ path, speaker }, file, caption) {
  const form = new FormData();
  form.set("person", speaker);
  if (caption) form.set("caption", caption);
  form.set("file", file);
  return call(`${path}/document`, { method: "POST", body: form });
}

/** The path of a file on this origin: a page opened as "localhost" must still reach "127.0.0.1". */
export function filePath(url) {
  const { pathname, search } = new URL(url, location.href);
  return pathname + search;
}
