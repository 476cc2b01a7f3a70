/* What waits to be sent: in memory for this page, and sealed in IndexedDB for the next one, so that a reload, a log-out or
   a killed browser loses nothing, and the next person at this computer can neither read nor change it. The key comes with
   a page of the attempt, is told to its owner alone and is kept nowhere (docs/exams.md). */

import { Seal } from "aula/exam-seal";

const DATABASE = "aula-sitting";
const STORE = "waiting";
/* A browser that does not answer for so long keeps nothing; an old computer under load is only slow. */
const PATIENCE = 10000;
/* So long a page may wait for the one that it was left for. */
const LEAVING = 60000;

/* By which an answer is called, and the next one says what it follows. */
export const keyOf = ({ client, sequence }) => `${client}.${sequence}`;

const done = (request) => new Promise((resolve, reject) => {
  request.onsuccess = () => resolve(request.result);
  request.onerror = () => reject(request.error);
});

const committed = (transaction) => new Promise((resolve, reject) => {
  transaction.oncomplete = resolve;
  transaction.onabort = () => reject(transaction.error);
});

function openDatabase() {
  const request = indexedDB.open(DATABASE, 1);
  request.onupgradeneeded = () => request.result.createObjectStore(STORE, { keyPath: "name" });
  return done(request);
}

const late = () => new Promise((resolve, reject) => { setTimeout(reject, PATIENCE); });

export class Waiting {
  /* Never fails: where the browser keeps nothing, `durable` is false. */
  static async open({ attempt, owner, seal }) {
    const waiting = new Waiting(`${owner}:${attempt}:`);
    try {
      const opened = Promise.all([openDatabase(), Seal.of(seal)]);
      [waiting.database, waiting.seal] = await Promise.race([opened, late()]);
      await waiting.read();
    } catch {
      waiting.database = null;
    }
    return waiting;
  }

  constructor(prefix) {
    this.prefix = prefix;
    this.database = null;
    this.entries = new Map();
    this.mine = new Set();
    /* Of each entry, whether this browser keeps it, as soon as that is known; and the names of texts that were refused. */
    this.kept = new Map();
    this.refused = new Set();
    this.drafts = new Map();
    /* What was sealed, until it is delivered. */
    this.envelope = null;
    this.writing = Promise.resolve();
    /* Of each reading under way, the names that were written or removed since it began. */
    this.readings = new Set();
    this.leaving = null;
    this.putOff = new Set();
    addEventListener("beforeunload", () => this.leave());
  }

  get durable() {
    return this.database !== null;
  }

  /* Entries in an order in which none comes before one that it follows, whatever the computer's clock says: the server
     numbers the loads of the page, and each load its answers. */
  all() {
    return [...this.entries.values()].sort((a, b) => a.client - b.client || a.sequence - b.sequence);
  }

  /* Whether something waits that the browser was to keep and does not. */
  get isLosable() {
    return [...this.entries.keys(), ...this.refused].some((name) => this.kept.get(name) === false);
  }

  /* Resolves to whether this browser keeps the entry; it waits in this page in any case. */
  async add(entry) {
    const name = this.name(entry);
    this.entries.set(name, entry);
    this.mine.add(name);
    const kept = await this.write(name, entry, this.draftName(entry));
    this.kept.set(name, kept);
    return kept;
  }

  /* Whether an entry that waits would be there after this page. */
  keeps(entry) {
    return this.kept.get(this.name(entry)) === true;
  }

  remove(entry) {
    this.entries.delete(this.name(entry));
    return this.forget(this.name(entry));
  }

  /* The server never takes it: what waits behind it follows what it was to follow. Where nothing does, it stays for the
     next page that shows the question. */
  async refuse(entry) {
    const behind = this.all().filter(({ base }) => base === keyOf(entry));
    behind.forEach((next) => this.add({ ...next, base: entry.base }));
    if (behind.length) {
      this.remove(entry);
      return;
    }
    const name = this.refusedName(entry);
    this.entries.delete(this.name(entry));
    this.refused.add(name);
    this.kept.set(name, await this.write(name, { ...entry, refused: true }, this.name(entry)));
  }

  /* Something else stands at its question now. */
  drop(entry) {
    this.refused.delete(this.refusedName(entry));
    return this.write(null, null, this.refusedName(entry));
  }

  /* The page that is asked for now may have been made before what is still being saved was: it finds that here, shows it
     and sends it again, which saves it once. A page that stays after all forgets it later. */
  leave() {
    clearTimeout(this.leaving);
    this.leaving = setTimeout(() => { this.leaving = null; this.forget(); }, LEAVING);
  }

  /* All at once: what was given earlier never outlives what came after it. */
  forget(...names) {
    names.forEach((name) => this.putOff.add(name));
    if (this.leaving) return Promise.resolve(false);
    const gone = [...this.putOff];
    this.putOff.clear();
    return this.write(null, null, ...gone);
  }

  /* What is being typed, no answer yet: the page that is loaded next gives it. */
  draft(draft) {
    return this.write(this.draftName(draft), draft);
  }

  undraft(draft) {
    return this.write(null, null, this.draftName(draft));
  }

  /* What was being typed when an earlier page went, and then what was refused, at the questions that are shown now; each
     is told once. What was typed at others becomes an answer that waits. */
  takeDrafts(isShown = () => false) {
    const shown = [];
    for (const [name, draft] of this.drafts) {
      if (isShown(draft.slot)) {
        shown.push(draft);
        this.write(null, null, name);
      } else if (name === this.draftName(draft)) this.add(draft);
    }
    this.drafts.clear();
    return shown;
  }

  /* Puts what waits into an envelope; nothing else waits then. Resolves to whether this browser keeps it. */
  async enclose(envelope) {
    const gone = envelope.answers.flatMap((answer) => [this.name(answer), this.draftName(answer)]);
    if (!(await this.write(this.sealedName(envelope), envelope, ...gone))) return false;
    this.envelope = envelope;
    this.entries.clear();
    this.drafts.clear();
    return true;
  }

  /* It was delivered, here or by another page. */
  delivered(envelope) {
    this.envelope = null;
    return this.forget(this.sealedName(envelope));
  }

  /* The server does not take it: its answers wait one by one again, also where another page of this attempt has taken
     it away by now; what is sent twice is saved once. */
  async disclose(envelope) {
    for (const { sha256, ...entry } of envelope.answers) await this.add(entry);
    await this.delivered(envelope);
  }

  /* Each has a name of its own: another page of this attempt may have sealed later answers. */
  sealedName({ sha256 }) {
    return `${this.prefix}sealed:${sha256}`;
  }

  /* The highest sequence that this load of the page has waiting: a page that a browser shows again goes on from it. */
  last(client) {
    return Math.max(0, ...this.all().filter((entry) => entry.client === client).map((entry) => entry.sequence));
  }

  name(entry) {
    return `${this.prefix}${keyOf(entry)}`;
  }

  draftName({ client, slot }) {
    return `${this.prefix}draft:${client}.${slot}`;
  }

  refusedName({ client, slot }) {
    return `${this.prefix}refused:${client}.${slot}`;
  }

  /* One after the other: nothing that was removed comes back. */
  write(name, value, ...gone) {
    if (!this.durable) return Promise.resolve(false);
    this.readings.forEach((changed) => [name, ...gone].forEach((each) => changed.add(each)));
    this.writing = this.writing.then(async () => {
      const sealed = name && await this.seal.close(name, value);
      const transaction = this.database.transaction(STORE, "readwrite", { durability: "strict" });
      gone.forEach((each) => transaction.objectStore(STORE).delete(each));
      if (sealed) transaction.objectStore(STORE).put({ name, ...sealed });
      transaction.commit();
      await committed(transaction);
      return true;
    }).catch(() => false);
    return this.writing;
  }

  /* Looks again at what other pages of this attempt left or have sent meanwhile. */
  async refresh() {
    await this.writing;
    if (this.durable) await this.read().catch(() => {});
  }

  /* What was changed, or sealed by another key, is not opened. Opening takes a while: what this page wrote or removed
     meanwhile stays as it is, else an answer that was saved would wait again, or an envelope that is open be sealed. */
  async read() {
    const changed = new Set();
    this.readings.add(changed);
    try {
      const range = IDBKeyRange.bound(this.prefix, `${this.prefix}\uffff`);
      const rows = await done(this.database.transaction(STORE).objectStore(STORE).getAll(range));
      const names = new Set(rows.map(({ name }) => name));
      const values = [];
      for (const { name, iv, box } of rows) values.push([name, await this.seal.open(name, iv, box)]);
      const stands = ([name, value]) => value !== null && !changed.has(name) && !this.putOff.has(name);
      this.take(names, values.filter(stands), changed);
    } finally {
      this.readings.delete(changed);
    }
  }

  take(names, values, changed) {
    const sealed = this.envelope && this.sealedName(this.envelope);
    if (!names.has(sealed) && !changed.has(sealed)) this.envelope = null;
    for (const name of this.entries.keys()) if (!names.has(name) && !this.mine.has(name)) this.entries.delete(name);
    for (const [name, value] of values) {
      if (name.startsWith(`${this.prefix}sealed:`)) this.envelope = value;
      else if ([this.draftName(value), this.refusedName(value)].includes(name)) this.drafts.set(name, value);
      else if (name === this.name(value)) {
        this.entries.set(name, value);
        this.kept.set(name, true);
      }
    }
  }
}
