// Dates, hours and sizes as a French reader writes them, on the clock of the school (Paris), wherever the browser is.

const ZONE = "Europe/Paris";
const format = (options, locale = "fr-FR") => new Intl.DateTimeFormat(locale, { timeZone: ZONE, ...options });

const HOUR = format({ hour: "2-digit", minute: "2-digit" });
const HOUR_SECOND = format({ hour: "2-digit", minute: "2-digit", second: "2-digit" });
const DAY = format({ weekday: "long", day: "numeric", month: "long" });
const SHORT_DAY = format({ weekday: "short", day: "numeric", month: "short" });
const DATE = format({ weekday: "long", day: "numeric", month: "long", year: "numeric" });
// Swedish writes dates in ISO order.
const WALL = format({ dateStyle: "short", timeStyle: "medium" }, "sv-SE");
const TENTH = new Intl.NumberFormat("fr-FR", { maximumFractionDigits: 1 });

// All instants below are milliseconds since 1970.
export const hour = (instant) => HOUR.format(instant);
export const hourSecond = (instant) => HOUR_SECOND.format(instant);
export const day = (instant) => ordinal(DAY.format(instant));
export const shortDay = (instant) => ordinal(SHORT_DAY.format(instant));
export const date = (instant) => ordinal(DATE.format(instant));

// Intl leaves "1 décembre", which nobody writes.
const ordinal = (written) => written.replace(/\b1 (?=\p{L})/u, "1er ");

/** "2026-11-26T23:58:00": what a clock on a wall in Paris shows. */
export const wallOf = (instant) => WALL.format(instant).replace(" ", "T");

const offsetAt = (instant) => Date.parse(`${wallOf(instant)}Z`) - Math.floor(instant / 1000) * 1000;

/** The instant, as ISO in UTC, at which a wall in Paris shows `wall`. */
export function isoOfWall(wall) {
  const asUtc = Date.parse(`${wall}Z`);
  // The offset is first guessed an hour or two off, then read again at the guess: enough near a change of time.
  const guess = asUtc - offsetAt(asUtc);
  return new Date(asUtc - offsetAt(guess)).toISOString();
}

export function fileSize(bytes) {
  if (bytes < 1000) return `${bytes} octets`;
  return bytes < 1e6 ? `${TENTH.format(bytes / 1000)} Ko` : `${TENTH.format(bytes / 1e6)} Mo`;
}

/** "CB" for "Camille", "Bruyère". */
export const initials = (...names) => names.filter(Boolean).map((name) => [...name][0].toUpperCase()).join("");
