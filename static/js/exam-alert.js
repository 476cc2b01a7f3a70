/* One sentence above everything, for as long as it holds: whoever shows it says what it is about, and what it is about
   takes it back. Saying the same again says nothing. */

export class Alert {
  constructor(element) {
    this.element = element;
    this.words = element.querySelector("[data-words]");
    this.login = element.querySelector("[data-login]");
    this.about = "";
  }

  show(about, text) {
    if (about === this.about && text === this.words.textContent) return;
    this.about = about;
    this.words.textContent = text;
    this.login.hidden = about !== "login";
    this.element.hidden = false;
  }

  withdraw(...abouts) {
    if (!abouts.includes(this.about)) return;
    this.about = "";
    this.element.hidden = true;
  }
}
