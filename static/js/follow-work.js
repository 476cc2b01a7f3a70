// Follows a work that a task does: asks the page itself every few seconds, shows how far it is, and opens the page anew
// when the work is over. Without this a link does the same by hand.
const SECONDS = 3;

const follow = async (place) => {
  let page = null;
  try {
    const answer = await fetch(window.location.href, { headers: { Accept: "text/html" } });
    page = answer.ok && !answer.redirected ? await answer.text() : null;
  } catch {
    page = null; // the line is gone for a moment
  }
  if (page !== null) {
    const found = new DOMParser().parseFromString(page, "text/html").querySelector('[data-behaviour="follow-work"]');
    if (!found) {
      window.location.reload();
      return;
    }
    place.replaceChildren(...found.childNodes);
  }
  window.setTimeout(follow, SECONDS * 1000, place);
};

for (const place of document.querySelectorAll('[data-behaviour="follow-work"]')) {
  window.setTimeout(follow, SECONDS * 1000, place);
}
