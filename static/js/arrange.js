// The films of a list are put in order by dragging, by the arrow keys on a handle and by the buttons. All that this
// script does is change the numbers that stand in the fields; "Save" sends them, as it does without the script.

const form = document.querySelector("[data-arrange]");
if (form) arrange(form, form.querySelector("[data-rows]"), form.querySelector("[data-status]"));

function arrange(form, list, status) {
  const first = Number(form.dataset.first);
  const total = Number(form.dataset.total);
  const rows = () => [...list.querySelectorAll("[data-row]")];
  const numberOf = (row) => row.querySelector("[data-place]");
  const titleOf = (row) => row.querySelector(".arrange__title a").textContent;
  const isHere = (value) => Number.isInteger(value) && value >= first && value < first + rows().length;
  let isChanged = false;

  form.querySelector("[data-dragging]").hidden = false;
  for (const row of rows()) {
    const handle = row.querySelector("[data-handle]");
    handle.hidden = false;
    handle.addEventListener("keydown", (event) => onKey(event, row));
    handle.addEventListener("pointerdown", (event) => onDrag(event, row, handle));
    row.querySelector("[data-up]").addEventListener("click", (event) => onStep(event, row, -1));
    row.querySelector("[data-down]").addEventListener("click", (event) => onStep(event, row, 1));
    numberOf(row).addEventListener("change", () => onNumber(row));
  }
  form.addEventListener("input", () => { isChanged = true; });
  form.addEventListener("submit", () => { isChanged = false; });
  addEventListener("beforeunload", (event) => { if (isChanged) event.preventDefault(); });

  // Puts a row at another place of this page; what had the focus keeps it.
  function move(row, index) {
    const others = rows().filter((other) => other !== row);
    const active = document.activeElement;
    list.insertBefore(row, others[index] ?? null);
    renumber();
    say(row);
    if (list.contains(active)) focus(active, row);
  }

  function focus(element, row) {
    (element.disabled ? row.querySelector("[data-handle]") : element).focus({ preventScroll: true });
    row.scrollIntoView({ block: "nearest" });
  }

  // A number that leads to another page stays as it was typed.
  function renumber() {
    rows().forEach((row, index) => {
      const field = numberOf(row);
      if (field.value === "" || isHere(Number(field.value))) field.value = first + index;
      row.querySelector("[data-up]").disabled = first + index === 1;
      row.querySelector("[data-down]").disabled = first + index === total;
    });
    isChanged = true;
  }

  function say(row) {
    status.textContent = `${titleOf(row)} is number ${first + rows().indexOf(row)} now. Not saved yet.`;
  }

  function onStep(event, row, step) {
    const index = rows().indexOf(row) + step;
    // Beyond the ends of this page only the server can go.
    if (index < 0 || index >= rows().length) return;
    event.preventDefault();
    move(row, index);
  }

  function onKey(event, row) {
    const index = rows().indexOf(row);
    const places = { ArrowUp: index - 1, ArrowDown: index + 1, Home: 0, End: rows().length - 1 };
    if (!(event.key in places)) return;
    event.preventDefault();
    const place = Math.min(Math.max(places[event.key], 0), rows().length - 1);
    if (place !== index) move(row, place);
  }

  function onNumber(row) {
    const wanted = Number(numberOf(row).value);
    if (isHere(wanted) && rows().indexOf(row) !== wanted - first) move(row, wanted - first);
  }

  function onDrag(event, row, handle) {
    if (event.button !== 0) return;
    event.preventDefault();
    handle.focus({ preventScroll: true });
    const before = rows().indexOf(row);
    const rest = new AbortController();
    const { signal } = rest;
    row.classList.add("arrange__row--dragged");

    const follow = (y) => {
      const below = rows().find((other) => other !== row && y < middle(other));
      if (row.nextElementSibling !== (below ?? null)) list.insertBefore(row, below ?? null);
      if (y < 60) scrollBy(0, -12);
      if (y > innerHeight - 60) scrollBy(0, 12);
    };
    const end = (isKept) => {
      rest.abort();
      row.classList.remove("arrange__row--dragged");
      const index = rows().indexOf(row);
      if (!isKept) list.insertBefore(row, rows().filter((other) => other !== row)[before] ?? null);
      else if (index !== before) { renumber(); say(row); }
      handle.focus({ preventScroll: true });
    };
    document.addEventListener("pointermove", (moved) => follow(moved.clientY), { signal });
    document.addEventListener("pointerup", () => end(true), { signal });
    document.addEventListener("pointercancel", () => end(false), { signal });
    document.addEventListener("keydown", (pressed) => pressed.key === "Escape" && end(false), { signal });
  }
}

function middle(row) {
  const box = row.getBoundingClientRect();
  return box.top + box.height / 2;
}
