/* Dragging with mouse, pen or finger: a thing taken by its grip follows until it is let go. Nothing is moved in the page
   before that, since an element that is moved loses the finger that holds it. The keyboard has other ways. */

/* aim: gives what the thing would be dropped on, or nothing; an { element, name } whose class name is shown meanwhile.
   drop: takes what was aimed at. */
export function draggable(item, { aim, drop }) {
  const grip = item.querySelector("[data-grip]");
  grip.hidden = false;
  grip.addEventListener("pointerdown", (event) => {
    if (event.button || item.querySelector("select").disabled) return;
    event.preventDefault();
    grip.setPointerCapture(event.pointerId);
    const from = { x: event.clientX, y: event.clientY + scrollY };
    let aimed = null;
    item.classList.add("dragged");
    const show = (target) => {
      aimed?.element.classList.remove(aimed.name);
      target?.element.classList.add(target.name);
      aimed = target;
    };
    const move = ({ clientX, clientY }) => {
      scrollNear(clientY);
      item.style.transform = `translate(${clientX - from.x}px, ${clientY + scrollY - from.y}px)`;
      const under = document.elementFromPoint(clientX, clientY);
      show(under ? aim(under, clientY) : null);
    };
    const end = ({ type }) => {
      grip.removeEventListener("pointermove", move);
      grip.removeEventListener("pointerup", end);
      grip.removeEventListener("pointercancel", end);
      item.classList.remove("dragged");
      item.style.transform = "";
      const target = aimed;
      show(null);
      if (target && type === "pointerup") drop(target);
    };
    grip.addEventListener("pointermove", move);
    grip.addEventListener("pointerup", end);
    grip.addEventListener("pointercancel", end);
  });
}

/* A list may be longer than a phone. */
function scrollNear(y) {
  const edge = 60;
  if (y < edge) scrollBy(0, -12);
  else if (y > innerHeight - edge) scrollBy(0, 12);
}
