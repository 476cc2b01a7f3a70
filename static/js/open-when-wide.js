// Opens a <details> where there is room for it beside the matter; on a phone it stays folded.
// Without this the same list is one press away.
const wide = window.matchMedia("(min-width: 60rem)");

for (const details of document.querySelectorAll('details[data-behaviour="open-when-wide"]')) {
  const follow = () => {
    details.open = wide.matches;
  };
  follow();
  wide.addEventListener("change", follow);
}
