/* Counts the words of an essay while it is typed, by the same rule as assessments/question_types/essay/counting.py: what
   stands between spaces and has a letter or a digit. Where nothing runs, the page says the count of what was saved. */

const SPACE = /[\t\n\v\f\r \u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000\ufeff]+/u;
const COUNTS = /[\p{L}\p{N}]/u;

export const countWords = (text) => text.split(SPACE).filter((piece) => COUNTS.test(piece)).length;

function watch(essay) {
  const area = essay.querySelector("textarea");
  const said = essay.querySelector("[data-words]");
  const least = Number(essay.dataset.least) || 0;
  const most = Number(essay.dataset.most) || Infinity;
  /* The server refuses what is too long with a sentence; a browser would cut what is pasted without one. */
  area.removeAttribute("maxlength");
  const tell = () => {
    const count = countWords(area.value);
    const { one, many, few, over } = said.dataset;
    let words = count === 1 ? one : many;
    if (count && count < least) words = few;
    if (count > most) words = over;
    said.textContent = words.replace("{count}", count);
    said.classList.toggle("over", count > most);
  };
  let soon = null;
  area.addEventListener("input", () => { clearTimeout(soon); soon = setTimeout(tell, 200); });
  area.addEventListener("change", tell);
  /* An answer that waited, or the newer one of two, is put there by the page. */
  essay.closest("[data-slot]")?.addEventListener("exam-placed", tell);
  tell();
}

document.querySelectorAll("[data-essay]").forEach(watch);
