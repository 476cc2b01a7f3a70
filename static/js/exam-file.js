/* A question that asks for a file: it is sent as soon as it is chosen; then the answer that names it is given and saved
   like every other. Until it is sent, the page says so. Without this module the button beside it sends it. */

function token() {
  return document.cookie.split("; ").find((pair) => pair.startsWith("csrftoken="))?.slice("csrftoken=".length)
    ?? document.querySelector("[name=csrfmiddlewaretoken]").value;
}

function watch(answer) {
  const { upload, most, sending, failed, large } = answer.dataset;
  const held = answer.querySelector("input[type=hidden]");
  const chosen = answer.querySelector("input[type=file]");
  const said = answer.querySelector("[data-file-said]");
  const again = answer.querySelector("[data-again]");
  const remove = answer.querySelector("[data-remove]");
  const handedIn = answer.querySelector("[data-handed-in]");
  if (!upload) return;
  /* What is being sent; a later choice takes its place. */
  let sent = null;

  const show = () => {
    const name = held.value.slice(held.value.indexOf("/") + 1);
    handedIn.hidden = !held.value;
    remove.hidden = !held.value;
    handedIn.querySelector("[data-name]").textContent = name;
    const open = handedIn.querySelector("[data-open]");
    if (open) open.hidden = !open.href.includes(held.value.slice(0, 64)) || !held.value;
  };
  const give = (value) => {
    held.value = value;
    show();
    held.dispatchEvent(new Event("change", { bubbles: true }));
  };
  const tell = (text, { bad = false } = {}) => {
    said.textContent = text;
    said.className = bad ? "slot-status bad" : "";
    again.hidden = !bad;
  };
  const send = async () => {
    const file = chosen.files[0];
    if (!file) return;
    stop();
    if (file.size > Number(most) * 1024 * 1024) { tell(large, { bad: true }); again.hidden = true; return; }
    tell(sending);
    const body = new FormData();
    body.append(chosen.name, file);
    const mine = new AbortController();
    sent = mine;
    let json = null;
    try {
      const headers = { Accept: "application/json", "X-CSRFToken": token() };
      json = await (await fetch(upload, { method: "POST", body, headers, signal: mine.signal })).json();
    } catch { /* json says so */ }
    if (mine !== sent) return;
    sent = null;
    if (json?.value) {
      tell("");
      chosen.value = "";
      give(json.value);
    } else { tell(json?.error?.message ?? failed, { bad: true }); }
  };
  /* Gives up what is being sent, for something else. */
  const stop = () => {
    sent?.abort();
    sent = null;
  };
  /* The choice of a file is no answer yet: the page's own listener must not take it for one. */
  chosen.addEventListener("change", (event) => { event.stopPropagation(); send(); });
  chosen.addEventListener("input", (event) => event.stopPropagation());
  again.querySelector("button").addEventListener("click", send);
  remove.addEventListener("click", () => {
    stop();
    tell("");
    give("");
  });
  answer.closest("[data-slot]")?.addEventListener("exam-placed", show);
  addEventListener("beforeunload", (event) => { if (sent) event.preventDefault(); });
  show();
  send();  /* what was chosen before this script came */
}

document.querySelectorAll("[data-file-answer]").forEach(watch);
