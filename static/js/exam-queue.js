/* Sends what waits, one after the other, until the server has said that it is saved. Only a JSON 200 that names
   attempt, client and sequence says so; a redirect to log in, a refused CSRF token, a captive portal's page or an
   error leaves the answer waiting. A refusal of ours (400, 409 with JSON) ends the wait: sending again is no use; neither
   is it of what is too large to be read (413, whoever says so). Where another device has the pen, onPen is told since
   when; of a device that never had it, the answer waits (423). What was sealed goes first, as a whole, and onDelivered is
   told what became of it. */

import { say } from "aula/exam-words";

/* Milliseconds; and letters a millisecond on the slowest line that is waited for (32 kbit/s). */
const TIMEOUT = 15000;
const SLOWEST = 4;
const LONGEST = 30000;

/* Read at each use: logging in again, in whatever tab, changes it. */
export function token() {
  return /(?:^|; )csrftoken=([^;]*)/.exec(document.cookie)?.[1] ?? "";
}

export class Queue {
  constructor({ waiting, url, deliver, attempt, onSaved, onRefused, onState, onPen = () => {}, onDelivered = () => {} }) {
    Object.assign(this, { waiting, url, deliver, attempt, onSaved, onRefused, onState, onPen, onDelivered });
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
    if (this.waiting.envelope && !(await this.runSealed())) return false;
    for (let entry = this.waiting.all()[0]; entry; entry = this.waiting.all()[0]) {
      this.tell("sending");
      const { client, sequence, slot, value, base, at } = entry;
      const same = (body) => body.client === client && body.sequence === sequence;
      const outcome = await this.send(this.url, { client, sequence, slot, value, base, at }, same);
      if (outcome.saved) {
        this.waiting.remove(entry);
        this.pause = 1000;
        this.onSaved(entry, outcome.saved);
        if (outcome.saved.pen) this.onPen(outcome.saved.pen.since);
      } else if (outcome.refused) {
        if (outcome.refused.code === "key_taken") this.waiting.remove(entry);
        else this.waiting.refuse(entry);
        this.onRefused(entry, outcome.refused);
      } else {
        return this.later(outcome.state);
      }
    }
    if (this.waiting.envelope) return this.run();  /* sealed while the last one was on its way */
    this.tell("idle");
    return true;
  }

  /* Resolves to whether the envelope is out of the way: one that the server does not take is opened again. */
  async runSealed() {
    const { envelope } = this.waiting;
    this.tell("sending");
    const outcome = await this.send(this.deliver, envelope, (body) => body.seal === envelope.sha256);
    if (outcome.saved) {
      this.waiting.delivered(envelope);
      this.pause = 1000;
      this.onDelivered(outcome.saved);
      return true;
    }
    if (!outcome.refused) return this.later(outcome.state);
    await this.waiting.disclose(envelope);
    this.onDelivered({ submitted: false, opened: true });
    return true;
  }

  later(state) {
    this.tell(state);
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.kick(), this.pause * (0.75 + Math.random() / 2));
    this.pause = Math.min(this.pause * 2, LONGEST);
    return false;
  }

  async send(url, body, same) {
    const text = JSON.stringify(body);
    const stop = new AbortController();
    const timer = setTimeout(() => stop.abort(), TIMEOUT + text.length / SLOWEST);
    try {
      const response = await fetch(url, {
        method: "POST",
        redirect: "manual",
        cache: "no-store",
        credentials: "same-origin",
        headers: { "Content-Type": "application/json", "X-CSRFToken": token() },
        body: text,
        signal: stop.signal,
      });
      return await this.read(response, same);
    } catch {
      return { state: "offline" };
    } finally {
      clearTimeout(timer);
    }
  }

  async read(response, same) {
    const json = (response.headers.get("Content-Type") ?? "").startsWith("application/json");
    if (response.type === "opaqueredirect" || [401, 403, 404].includes(response.status)) return { state: "login" };
    if (response.status === 413) return { refused: { message: say("too_long") } };
    if (!json) return { state: "offline" };
    const body = await response.json();
    if (response.status === 200 && body.attempt === this.attempt && same(body)) return { saved: body };
    if (response.status === 423 && body.error?.code === "no_pen") {
      this.onPen(null);
      return { state: "pen" };
    }
    if ([400, 409].includes(response.status) && body.error?.message) return { refused: body.error };
    return { state: "offline" };
  }

  tell(state) {
    this.state = state;
    this.onState(state, this.waiting.all());
  }
}
