/* One sentence above everything, for as long as it holds: whoever shows it says what it is about, and what it is about
   takes it back. Saying the same again says nothing. What holds for the rest of the page lets nothing else be said. */

export class Alert {
  constructor(element) {
    this.element = element;
    this.words = element.querySelector("[data-words]");
    this.login = element.querySelector("[data-login]");
    this.pen = element.querySelector("[data-pen]");
    this.deliver = element.querySelector("[data-deliver]");
    this.holds = "";
    this.about = "";
  }

  hold(about, text) {
    this.holds = about;
    this.show(about, text);
  }

  /* deliver: what its button does, where what waits may be sealed. */
  show(about, text, deliver = null) {
    if (this.holds && about !== this.holds) return;
    if (about === this.about && text === this.words.textContent) return;
    this.about = about;
    this.words.textContent = text;
    this.login.hidden = about !== "login";
    this.pen.hidden = about !== "pen";
    this.deliver.hidden = !deliver;
    this.deliver.onclick = deliver;
    this.element.hidden = false;
  }

  withdraw(...abouts) {
    if (!abouts.includes(this.about) || this.about === this.holds) return;
    this.about = "";
    this.element.hidden = true;
  }
}
