// Saves what somebody is writing as a draft: soon after the last key, when the window is left, and when "Save draft" is
// pressed. It says "Saved" only once the server has said so. Without this script the button saves.

const PAUSE = 2_000; // milliseconds from the last key
const PATIENCE = 15_000;
const NEXT_TRY = 20_000;
const MOST_WHILE_LEAVING = 30_000; // characters that a browser surely lets go out of a window that closes

const OUTDATED = "This page has been open for too long. Press Save draft: nothing is lost.";
const FAILED = "This could not be saved just now. Your text is in this window only; it is tried again.";
const NO_CONNECTION = "There is no connection. Your text is in this window only; it is saved when there is one again.";

// What the page noted in the form, besides what is typed.
const NOTED = ["csrfmiddlewaretoken", "draft", "version", "revision", "kept", "kept_as", "writer"];

for (const moment of document.querySelectorAll("[data-moment]")) {
  const date = new Date(moment.dateTime);
  const day = date.toLocaleDateString("en-GB", { day: "numeric", month: "long", year: "numeric" });
  moment.textContent = `${day}, ${time(date)}`;
}

const form = document.querySelector("[data-drafts]");
if (form) watch(form.querySelector("[data-save]"), form.querySelector("[data-saved]"));

function time(date) {
  return date.toLocaleTimeString("en-GB", { hour: "2-digit", minute: "2-digit" });
}

function words() {
  const typed = new FormData(form);
  for (const name of NOTED) typed.delete(name);
  return new URLSearchParams(typed).toString();
}

function watch(button, line) {
  const { headline, body, draft, version } = form.elements;
  let saved = words();
  let timer, underway, failure, isLeaving;

  form.addEventListener("input", () => {
    line.classList.add("saved--behind");
    plan(PAUSE);
  });
  document.addEventListener("visibilitychange", () => document.hidden && save());
  addEventListener("pagehide", () => save());
  addEventListener("online", () => save());
  addEventListener("beforeunload", (event) => {
    if (failure && !isLeaving && isNew()) event.preventDefault();
  });

  // Whatever is sent, the words are safe first: a page that does not come back takes nothing with it.
  form.addEventListener("submit", async (event) => {
    const isDraft = event.submitter === button;
    if (isLeaving || !(isDraft || underway || isNew())) return;
    event.preventDefault();
    await save(isDraft);
    const staysHere = failure ? !failure.status || (isDraft && ![401, 403].includes(failure.status)) : isDraft;
    if (staysHere || isLeaving) return;
    isLeaving = true;
    form.requestSubmit(event.submitter);
  });

  function plan(wait) {
    clearTimeout(timer);
    timer = setTimeout(save, wait);
  }

  // One after the other, for each save names the version that the one before it made.
  async function save(isAsked = false) {
    clearTimeout(timer);
    while (underway) await underway;
    if (!isAsked && !isNew()) return;
    underway = send();
    await underway;
  }

  function isNew() {
    return words() !== saved && (headline.value.trim() || body.value.trim());
  }

  async function send() {
    const sent = words();
    try {
      const response = await fetch(button.formAction, {
        method: "POST",
        body: new FormData(form),
        headers: { "X-Enhance": "1" },
        redirect: "error",
        keepalive: document.hidden && sent.length < MOST_WHILE_LEAVING,
        signal: AbortSignal.timeout(PATIENCE),
      });
      const answer = await response.json().catch(() => ({}));
      if (response.ok) confirm(answer, sent);
      else fail(answer.message ?? (response.status === 403 ? OUTDATED : FAILED), response.status);
    } catch {
      fail(NO_CONNECTION);
    } finally {
      underway = null;
    }
  }

  function confirm(answer, sent) {
    saved = sent;
    failure = null;
    [draft.value, version.value] = [answer.draft, answer.version];
    const when = answer.saved_at && `Saved at ${time(new Date(answer.saved_at))}.`;
    say([when, answer.message].filter(Boolean).join(" "));
    line.classList.toggle("saved--behind", words() !== saved);
  }

  function fail(message, status) {
    failure = { status };
    say(message);
    if (!status || status >= 429) plan(NEXT_TRY);
  }

  function say(text) {
    if (line.textContent !== text) line.textContent = text;
    line.classList.toggle("saved--failed", Boolean(failure));
    line.classList.remove("saved--behind");
  }
}
