// Forms marked data-enhance are answered in place: the server sends the surrounding [data-swap] element anew.
// Whatever does not go to plan is sent the ordinary way, so nothing depends on this script.

document.addEventListener("submit", async (event) => {
  const form = event.target;
  if (!form.matches("[data-enhance]") || form.dataset.plain) return;
  event.preventDefault();
  const { submitter } = event;
  const body = new FormData(form, submitter);
  try {
    const response = await fetch(form.action, { method: "POST", body, headers: { "X-Enhance": "1" }, redirect: "error" });
    if (!response.ok) throw new Error(response.status);
    swap(form.closest("[data-swap]"), await response.text(), submitter);
  } catch {
    form.dataset.plain = "yes";
    form.requestSubmit(submitter);
  }
});

// Puts the new element in place of the old one and the focus where it was.
function swap(old, html, submitter) {
  const place = [...old.querySelectorAll("button")].indexOf(submitter);
  const fresh = new DOMParser().parseFromString(html, "text/html").querySelector("[data-swap]");
  old.replaceWith(fresh);
  (fresh.querySelectorAll("button")[place] ?? fresh).focus({ preventScroll: true });
}

// A text field with data-counter tells how much has been written, and how much is still missing or too much.
for (const field of document.querySelectorAll("[data-counter]")) {
  const counter = document.getElementById(field.dataset.counter);
  const [least, most] = [Number(field.dataset.least), Number(field.dataset.most)];
  const number = new Intl.NumberFormat(document.documentElement.lang);
  const count = () => {
    const length = [...field.value.trim()].length;
    const missing = least - length;
    counter.textContent = missing > 0 ? `${number.format(length)} characters, ${number.format(missing)} to go`
      : length > most ? `${number.format(length)} characters, ${number.format(length - most)} too many`
      : `${number.format(length)} of ${number.format(most)} characters`;
  };
  field.addEventListener("input", count);
  count();
}

// Menus close when the reader goes elsewhere.
document.addEventListener("click", (event) => {
  for (const menu of document.querySelectorAll("[data-menu][open]")) {
    if (!menu.contains(event.target)) menu.open = false;
  }
});
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  for (const menu of document.querySelectorAll("[data-menu][open]")) {
    menu.open = false;
    menu.querySelector("summary").focus();
  }
});
