// The counter on a slow line: the field is empty at once and keeps the focus, so that a scanner loses nothing; what was
// scanned waits its turn; and no old answer stands where the next is awaited. Without this the page is sent as a whole.
const LONGEST = 30_000; // milliseconds for one answer

const form = document.querySelector('[data-behaviour="counter"]');
const field = form.elements.asked;
const answer = document.getElementById("counter-answer");
const before = document.getElementById("counter-before");
const queue = [];
const failed = [];
let address = window.location.href; // of the list that the next answer is added to
let busy = false;

const line = (words, text) => {
  const row = document.createElement("p");
  const strong = document.createElement("strong");
  row.className = "answer";
  strong.textContent = words;
  row.append(strong, ` · ${text}`);
  return row;
};

// What got no answer stays in sight until it is asked again.
const show = (...rows) => {
  answer.replaceChildren(...rows, ...failed.map((text) => line(answer.dataset.failed, text)));
};

const ask = async (text) => {
  const body = new FormData(form);
  body.set("asked", text);
  const over = new AbortController();
  const timer = window.setTimeout(() => over.abort(), LONGEST);
  try {
    const reply = await fetch(address, { method: "POST", body, signal: over.signal });
    const page = new DOMParser().parseFromString(await reply.text(), "text/html");
    const found = page.getElementById("counter-answer");
    if (!reply.ok || !found?.querySelector(".answer")) {
      return null; // a page to log in, or of an error
    }
    address = reply.url;
    return { answer: [...found.childNodes], before: [...page.getElementById("counter-before").childNodes] };
  } catch {
    return null; // the line is gone, or too slow
  } finally {
    window.clearTimeout(timer);
  }
};

const work = async () => {
  busy = true;
  while (queue.length > 0) {
    show(...queue.map((text) => line(answer.dataset.waiting, text)));
    const shown = await ask(queue[0]);
    const text = queue.shift();
    if (shown === null) {
      failed.unshift(text);
    } else {
      before.replaceChildren(...shown.before);
      window.history.replaceState(null, "", address);
    }
    show(...(shown?.answer ?? []));
  }
  busy = false;
};

form.addEventListener("submit", (event) => {
  event.preventDefault();
  const text = field.value.trim();
  field.value = "";
  field.focus();
  if (text === "") {
    return;
  }
  if (failed.includes(text)) {
    failed.splice(failed.indexOf(text), 1);
  }
  queue.push(text);
  if (busy) {
    show(...queue.map((each) => line(answer.dataset.waiting, each)));
  } else {
    work();
  }
});
