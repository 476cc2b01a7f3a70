/* Sends what waits, one after the other, until the server has said that it is saved. Only a JSON 200 that names
   attempt, client and sequence says so; a redirect to log in, a refused CSRF token, a captive portal's page or an
   error leaves the answer waiting. A refusal of ours (400, 409 with JSON) ends the wait: sending again is no use. */

const TIMEOUT = 15000;
const LONGEST = 30000;

/* Read at each use: logging in again, in whatever tab, changes it. */
export function token() {
  return /(?:^|; )csrftoken=([^;]*)/.exec(document.cookie)?.[1] ?? "";
}

export class Queue {
  constructor({ waiting, url, attempt, onSaved, onRefused, onState }) {
    Object.assign(this, { waiting, url, attempt, onSaved, onRefused, onState });
    this.state = "idle";
    this.pause = 1000;
    this.timer = null;
    this.running = null;
    addEventListener("online", () => this.now());
    document.addEventListener("visibilitychange", () => document.hidden || this.now());
  }

  /* Resolves to whether this browser keeps the entry. */
  add(entry) {
    const kept = this.waiting.add(entry);
    this.tell("sending");
    this.kick();
    return kept;
  }

  /* Tries at once, whatever the pause was, and what other pages left as well. */
  async now() {
    this.pause = 1000;
    clearTimeout(this.timer);
    await this.waiting.refresh();
    return this.kick();
  }

  /* Sends until nothing waits or something fails; resolves to whether nothing waits. */
  kick() {
    this.running ??= this.run().finally(() => { this.running = null; });
    return this.running;
  }

  async run() {
    for (let entry = this.waiting.all()[0]; entry; entry = this.waiting.all()[0]) {
      this.tell("sending");
      const outcome = await this.send(entry);
      if (outcome.saved) {
        this.waiting.remove(entry);
        this.pause = 1000;
        this.onSaved(entry, outcome.saved);
      } else if (outcome.refused) {
        this.waiting.remove(entry);
        this.onRefused(entry, outcome.refused);
      } else {
        this.tell(outcome.state);
        clearTimeout(this.timer);
        this.timer = setTimeout(() => this.kick(), this.pause * (0.75 + Math.random() / 2));
        this.pause = Math.min(this.pause * 2, LONGEST);
        return false;
      }
    }
    this.tell("idle");
    return true;
  }

  async send(entry) {
    const { client, sequence, slot, value, base } = entry;
    const stop = new AbortController();
    const timer = setTimeout(() => stop.abort(), TIMEOUT);
    try {
      const response = await fetch(this.url, {
        method: "POST",
        redirect: "manual",
        cache: "no-store",
        credentials: "same-origin",
        headers: { "Content-Type": "application/json", "X-CSRFToken": token() },
        body: JSON.stringify({ client, sequence, slot, value, base }),
        signal: stop.signal,
      });
      return await this.read(response, entry);
    } catch {
      return { state: "offline" };
    } finally {
      clearTimeout(timer);
    }
  }

  async read(response, entry) {
    const json = (response.headers.get("Content-Type") ?? "").startsWith("application/json");
    if (response.type === "opaqueredirect" || [401, 403, 404].includes(response.status)) return { state: "login" };
    if (!json) return { state: "offline" };
    const body = await response.json();
    const same = body.attempt === this.attempt && body.client === entry.client && body.sequence === entry.sequence;
    if (response.status === 200 && same) return { saved: body };
    if ([400, 409].includes(response.status) && body.error?.message) return { refused: body.error };
    return { state: "offline" };
  }

  tell(state) {
    this.state = state;
    this.onState(state, this.waiting.all());
  }
}
