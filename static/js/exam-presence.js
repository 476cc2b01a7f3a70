/* Tells the server that the page of a sitting was left and come back to (docs/exams.md). Each event takes its number
   from the counter of the answers, so that both stand in the order in which they happened; what could not be sent goes
   with the next one. It shows nothing, waits for nothing and holds up no answer. The answer says whether another device
   has the pen by now. */

import { token } from "aula/exam-queue";

const MOST = 50;

export class Presence {
  constructor({ url, client, next, onPen = () => {} }) {
    Object.assign(this, { url, client, next, onPen });
    this.told = [];
    this.away = false;
    this.leads = false;
    document.addEventListener("visibilitychange", () => this.note(document.hidden));
    addEventListener("pageshow", () => { this.leads = false; });
  }

  /* Our own buttons, and the end of the time, lead on: that is no leaving. */
  lead() {
    this.leads = true;
  }

  note(away) {
    if (away === this.away || this.leads) return;
    this.away = away;
    this.told.push([this.next(), away ? "left" : "returned", Math.round(performance.now() / 1000)]);
    this.send();
  }

  async send() {
    const events = this.told.slice(0, MOST);
    try {
      const response = await fetch(this.url, {
        method: "POST", keepalive: true, redirect: "manual", credentials: "same-origin",
        headers: { "Content-Type": "application/json", "X-CSRFToken": token() },
        body: JSON.stringify({ client: this.client, events }),
      });
      const since = response.headers.get("X-Pen");
      if (response.status === 204 && since) this.onPen(since);
      if (response.status === 204) this.told = this.told.filter((event) => !events.includes(event));
    } catch {
      /* Without a line it goes with the next one. */
    }
  }
}
