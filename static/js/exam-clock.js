/* The time that is left: what the server said at loading, less what has passed since. The clock of the computer may
   be wrong or be set; it is only listened to when it says that more has passed than the page counted (a laptop that
   slept). The server decides the end whatever is shown here. */

export class Clock {
  constructor(element, { onTick, onOver }) {
    this.element = element;
    this.seconds = Number(element.dataset.seconds);
    this.onTick = onTick;
    this.onOver = onOver;
    this.began = performance.now();
    this.beganWall = Date.now();
    this.shown = null;
    this.timer = setInterval(() => this.tick(), 1000);
    document.addEventListener("visibilitychange", () => document.hidden || this.tick());
    this.tick();
  }

  get left() {
    const passed = Math.max(performance.now() - this.began, Date.now() - this.beganWall);
    return Math.max(0, Math.ceil(this.seconds - passed / 1000));
  }

  tick() {
    const left = this.left;
    if (left === this.shown) return;
    this.element.textContent = written(left);
    this.element.classList.toggle("near", left <= 300);
    this.onTick(left, this.shown);
    this.shown = left;
    if (left === 0) {
      clearInterval(this.timer);
      this.onOver();
    }
  }
}

function written(seconds) {
  const hours = Math.floor(seconds / 3600);
  const minutes = Math.floor((seconds % 3600) / 60);
  const rest = String(seconds % 60).padStart(2, "0");
  return hours ? `${hours}:${String(minutes).padStart(2, "0")}:${rest}` : `${minutes}:${rest}`;
}
