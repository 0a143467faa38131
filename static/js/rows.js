// Rows of a form ([data-rows]): one more is added in place, and each can be moved up and down.
// A row is moved by exchanging what stands in it with its neighbour, so names and numbers stay in order.

for (const rows of document.querySelectorAll("[data-rows]")) {
  const list = rows.querySelector("[data-rows-list]");
  const status = rows.querySelector("[data-rows-status]");
  const total = rows.querySelector("[name$='-TOTAL_FORMS']");
  const most = Number(rows.querySelector("[name$='-MAX_NUM_FORMS']").value);
  const all = () => [...list.querySelectorAll(":scope > [data-row]")];
  const fields = (row) => [...row.querySelectorAll("input, select, textarea")];

  const show = () => {
    const present = all();
    present.forEach((row, place) => {
      row.querySelector("[data-row-moves]").hidden = present.length < 2;
      row.querySelector("[data-row-up]").disabled = place === 0;
      row.querySelector("[data-row-down]").disabled = place === present.length - 1;
    });
    rows.querySelector("[data-rows-more]").hidden = present.length >= most;
  };

  const exchange = (row, other) => {
    const theirs = fields(other);
    fields(row).forEach((field, number) => {
      [field.value, theirs[number].value] = [theirs[number].value, field.value];
    });
  };

  const add = () => {
    const last = all().at(-1);
    const number = all().length;
    const fresh = last.cloneNode(true);
    for (const element of fresh.querySelectorAll("[id], [name], [for], [aria-describedby], [aria-labelledby]")) {
      for (const name of ["id", "name", "for", "aria-describedby", "aria-labelledby"]) {
        const value = element.getAttribute(name);
        if (value) element.setAttribute(name, value.replace(`-${number - 1}-`, `-${number}-`).replace(/^row-\d+$/, `row-${number + 1}`));
      }
    }
    for (const error of fresh.querySelectorAll(".field__error")) error.remove();
    for (const field of fields(fresh)) {
      field.removeAttribute("aria-invalid");
      if (field.tagName === "SELECT") field.selectedIndex = 0;
      else field.value = "";
    }
    fresh.querySelector("[data-row-number]").textContent = number + 1;
    list.append(fresh);
    total.value = number + 1;
    show();
    fields(fresh)[0].focus();
    status.textContent = `Line ${number + 1} is added.`;
  };

  rows.addEventListener("click", (event) => {
    const button = event.target.closest("button");
    if (!button) return;
    if (button.matches("[data-rows-more]")) {
      event.preventDefault();
      add();
      return;
    }
    const row = button.closest("[data-row]");
    const step = button.matches("[data-row-up]") ? -1 : button.matches("[data-row-down]") ? 1 : 0;
    const other = all()[all().indexOf(row) + step];
    if (!step || !other) return;
    exchange(row, other);
    status.textContent = `Moved to line ${all().indexOf(other) + 1}.`;
    const same = other.querySelector(step < 0 ? "[data-row-up]" : "[data-row-down]");
    (same.disabled ? other.querySelector("[data-row-up]:enabled, [data-row-down]:enabled") : same).focus();
  });
  show();
}
