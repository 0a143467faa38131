// The moderators' screens by keyboard: every element with data-key has a letter, which works while no field has the
// focus. Whoever does not want that switches it off in the list of keys. Without this script, all of it is there to click.

const OFF = "case-keys-off";
const FIELDS = "input:not([type=radio], [type=checkbox]), textarea, select";
const form = document.querySelector("[data-decision]");
const list = document.querySelector("[data-keys]");

const isOn = () => {
  try {
    return localStorage.getItem(OFF) === null;
  } catch {
    return true;
  }
};

function setOn(on) {
  try {
    on ? localStorage.removeItem(OFF) : localStorage.setItem(OFF, "yes");
  } catch {
    // A browser that keeps nothing has the keys on.
  }
  document.body.classList.toggle("has-keys", isOn());
}

// What a letter does: chooses a radio button, presses a button, goes to a field.
function use(element) {
  const details = element.closest("details");
  if (details) details.open = true;
  if (element.type === "radio") {
    element.checked = true;
    element.dispatchEvent(new Event("change", { bubbles: true }));
    const then = document.getElementById(element.dataset.then);
    if (then) return use(then);
  } else if (element.matches("button, a")) {
    return element.click();
  }
  element.focus();
}

document.addEventListener("keydown", (event) => {
  const active = document.activeElement;
  const inField = active.matches(FIELDS);
  if (event.key === "Escape" && inField) return active.blur();
  if (event.key === "Enter" && form && (event.ctrlKey || event.metaKey)) return form.requestSubmit();
  if (inField || !isOn() || event.ctrlKey || event.metaKey || event.altKey || document.querySelector("dialog[open]")) return;
  if (event.key === "Enter" && active === document.body && form?.querySelector("[name=action]:checked")) {
    event.preventDefault();
    return form.requestSubmit();
  }
  const element = document.querySelector(`[data-key="${CSS.escape(event.key.toLowerCase())}"]`);
  if (!element || event.repeat) return;
  event.preventDefault();
  use(element);
});

for (const element of document.querySelectorAll("[data-key]")) element.setAttribute("aria-keyshortcuts", element.dataset.key);

if (list) {
  const hint = document.querySelector("[data-keys-hint]");
  const choice = list.querySelector("[data-keys-on]");
  hint.hidden = false;
  hint.addEventListener("click", () => list.showModal());
  choice.checked = isOn();
  choice.addEventListener("change", () => setOn(choice.checked));
}
setOn(isOn());

// The facts and the words to the author follow the choice for as long as nobody has written others.
if (form) {
  const { facts, message, guideline } = form.elements;
  const actions = [...form.querySelectorAll("[name=action]")];
  const ours = (field, words) => field.value.trim() === "" || words.includes(field.value.trim());
  const first = [facts.defaultValue.trim(), ...actions.map((action) => action.dataset.facts)];
  const texts = [...guideline.options].map((option) => option.dataset.message);
  const follow = () => {
    const chosen = actions.find((action) => action.checked);
    if (chosen && ours(facts, first)) facts.value = chosen.dataset.facts;
    const letsBe = chosen?.hasAttribute("data-lets-be");
    if (ours(message, texts)) message.value = letsBe ? "" : guideline.selectedOptions[0].dataset.message;
  };
  form.addEventListener("change", (event) => {
    if (["action", "guideline"].includes(event.target.name)) follow();
  });
  follow();
}

// The claim is renewed every five minutes while somebody reads or writes here.
const lease = document.querySelector("[data-lease]");
if (lease) {
  const EVERY = 5 * 60 * 1000;
  let used = true;
  for (const kind of ["keydown", "pointerdown", "scroll", "mousemove"]) {
    document.addEventListener(kind, () => { used = true; }, { passive: true, capture: true });
  }
  setInterval(async () => {
    if (!used || document.visibilityState !== "visible") return;
    used = false;
    const body = new FormData();
    body.set("csrfmiddlewaretoken", lease.querySelector("[name=csrfmiddlewaretoken]").value);
    try {
      const response = await fetch(lease.dataset.lease, { method: "POST", body, redirect: "error" });
      lease.querySelector("[data-lease-lost]").textContent = response.status === 409 ? await response.text() : "";
    } catch {
      // The next try comes by itself, and a decision takes a lapsed claim again.
    }
  }, EVERY);
}
