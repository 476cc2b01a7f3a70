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
    this.kept = new Set();
    this.drafts = new Map();
    /* What was sealed, until it is delivered. */
    this.envelope = null;
    this.writing = Promise.resolve();
    /* Of each reading under way, the names that were written or removed since it began. */
    this.readings = new Set();
    this.leaves = false;
    addEventListener("beforeunload", () => this.leave());
  }

  get durable() {
    return this.database !== null;
  }

  /* Entries in the order in which they were given: those of one load of the page by their sequence, whatever became of
     the computer's clock in between; those of different loads by the clock. */
  all() {
    const latest = new Map();
    return [...this.entries.values()]
      .sort((a, b) => a.client - b.client || a.sequence - b.sequence)
      .map((entry) => {
        latest.set(entry.client, Math.max(entry.at, latest.get(entry.client) ?? 0));
        return { entry, at: latest.get(entry.client) };
      })
      .sort((a, b) => a.at - b.at)
      .map(({ entry }) => entry);
  }

  /* Resolves to whether this browser keeps the entry; it waits in this page in any case. */
  async add(entry) {
    const name = this.name(entry);
    this.entries.set(name, entry);
    this.mine.add(name);
    const kept = await this.write(name, entry, this.draftName(entry));
    if (kept) this.kept.add(name);
    return kept;
  }

  /* Whether an entry that waits would be there after this page. */
  keeps(entry) {
    return this.kept.has(this.name(entry));
  }

  remove(entry) {
    this.entries.delete(this.name(entry));
    return this.forget(this.name(entry));
  }

  /* The page that is asked for now may have been made before what is still being saved was: it finds that here, shows it
     and sends it again, which saves it once. A page that stays after all forgets it later. */
  leave() {
    this.leaves = true;
    setTimeout(() => { this.leaves = false; }, LEAVING);
  }

  forget(name) {
    if (!this.leaves) return this.write(null, null, name);
    setTimeout(() => this.write(null, null, name), LEAVING);
    return Promise.resolve(false);
  }

  /* What is being typed, no answer yet: the page that is loaded next gives it. */
  draft(draft) {
    return this.write(this.draftName(draft), draft);
  }

  /* What was being typed when an earlier page went; each is told once. */
  takeDrafts() {
    const drafts = [...this.drafts];
    this.drafts.clear();
    drafts.forEach(([name]) => this.write(null, null, name));
    return drafts.map(([, draft]) => draft);
  }

  /* Puts what waits into an envelope; nothing else waits then. Resolves to whether this browser keeps it. */
  async enclose(envelope) {
    const gone = [...envelope.answers.map((answer) => this.name(answer)), ...this.drafts.keys()];
    if (!(await this.write(this.sealedName, envelope, ...gone))) return false;
    this.envelope = envelope;
    this.entries.clear();
    this.drafts.clear();
    return true;
  }

  /* It was delivered. */
  delivered() {
    this.envelope = null;
    return this.forget(this.sealedName);
  }

  /* The server does not take it: its answers wait one by one again, also where another page of this attempt has taken
     it away by now; what is sent twice is saved once. */
  async disclose({ answers }) {
    for (const { sha256, ...entry } of answers) await this.add(entry);
    await this.delivered();
  }

  get sealedName() {
    return `${this.prefix}sealed`;
  }

  /* The highest sequence that this load of the page has waiting: a page that a browser shows again goes on from it. */
  last(client) {
    return Math.max(0, ...this.all().filter((entry) => entry.client === client).map((entry) => entry.sequence));
  }

  name({ client, sequence }) {
    return `${this.prefix}${client}.${sequence}`;
  }

  draftName({ client, slot }) {
    return `${this.prefix}draft:${client}.${slot}`;
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
      this.take(names, values.filter(([name, value]) => value !== null && !changed.has(name)), changed);
    } finally {
      this.readings.delete(changed);
    }
  }

  take(names, values, changed) {
    if (!names.has(this.sealedName) && !changed.has(this.sealedName)) this.envelope = null;
    for (const name of this.entries.keys()) if (!names.has(name) && !this.mine.has(name)) this.entries.delete(name);
    for (const [name, value] of values) {
      if (name === this.sealedName) this.envelope = value;
      else if (name.startsWith(`${this.prefix}draft:`)) this.drafts.set(name, value);
      else {
        this.entries.set(name, value);
        this.kept.add(name);
      }
    }
  }
}
