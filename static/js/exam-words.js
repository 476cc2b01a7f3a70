/* The sentences of the page's language, and moments as people read them. */

const words = JSON.parse(document.getElementById("exam-words").textContent);

export function say(name, values = {}) {
  return words[name].replace(/\{(\w+)\}/g, (whole, key) => values[key] ?? whole);
}

/* A sentence of which there is one for 1 and one for more. */
export function counted(name, count) {
  return count === 1 ? say(`${name}_one`) : say(`${name}_many`, { count });
}

export function clockTime(iso) {
  const format = { hour: "2-digit", minute: "2-digit", hourCycle: "h23", timeZone: "America/Lima" };
  return new Intl.DateTimeFormat("es-PE", format).format(new Date(iso));
}
