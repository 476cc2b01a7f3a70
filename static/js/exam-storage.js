/* What waits to be sent, in the browser's storage: one item an answer, so that two tabs never overwrite each other.
   The name holds the attempt and a name for the officer that means nothing elsewhere; nothing is shown to anybody
   but the page of this attempt. Logging out does not wipe it (docs/exams.md). */

const memory = new Map();

function works() {
  try {
    localStorage.setItem("sitting:try", "1");
    localStorage.removeItem("sitting:try");
    return true;
  } catch {
    return false;
  }
}

export class Waiting {
  constructor(attempt, owner) {
    this.prefix = `sitting:${owner}:${attempt}:`;
    this.durable = works();
  }

  /* Entries in the order in which they were given: those of one load of the page by their sequence, whatever became of
     the computer's clock in between; those of different loads by the clock. */
  all() {
    const latest = new Map();
    return this.names().map((name) => this.read(name)).filter(Boolean)
      .sort((a, b) => a.client - b.client || a.sequence - b.sequence)
      .map((entry) => {
        latest.set(entry.client, Math.max(entry.at, latest.get(entry.client) ?? 0));
        return { entry, at: latest.get(entry.client) };
      })
      .sort((a, b) => a.at - b.at)
      .map(({ entry }) => entry);
  }

  /* Returns false when it could be kept in memory only. */
  add(entry) {
    const name = this.name(entry);
    const text = JSON.stringify(entry);
    try {
      if (this.durable) {
        localStorage.setItem(name, text);
        return true;
      }
    } catch {
      /* The storage is full: memory is better than nothing. */
    }
    memory.set(name, text);
    return false;
  }

  remove(entry) {
    const name = this.name(entry);
    memory.delete(name);
    if (this.durable) localStorage.removeItem(name);
  }

  /* The highest sequence that this load of the page has waiting: a page that a browser shows again goes on from it. */
  last(client) {
    return Math.max(0, ...this.all().filter((entry) => entry.client === client).map((entry) => entry.sequence));
  }

  name(entry) {
    return `${this.prefix}${entry.client}.${entry.sequence}`;
  }

  names() {
    const stored = this.durable ? Object.keys(localStorage) : [];
    return [...stored, ...memory.keys()].filter((name) => name.startsWith(this.prefix));
  }

  read(name) {
    try {
      return JSON.parse(memory.get(name) ?? localStorage.getItem(name));
    } catch {
      return null;
    }
  }
}
