// A form with data-live="ID": what its answer shows there is fetched when the form changes and put in its place.
// Without this file the form's button asks for the whole page.

const form = document.querySelector("form[data-live]");
const place = () => document.getElementById(form.dataset.live);
let asked = 0;
let waiting;

/** Fetch the page that the form asks for and take over its part. */
async function renew() {
  const number = ++asked;
  const address = `${location.pathname}?${new URLSearchParams(new FormData(form))}`;
  const answer = await fetch(address, { headers: { Accept: "text/html" } });
  if (!answer.ok || number !== asked) return;
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  place().replaceWith(document.adoptNode(page.getElementById(form.dataset.live)));
  history.replaceState(null, "", address);
  document.dispatchEvent(new CustomEvent("renewed"));
}

/** Of two sliders the one that is moved pushes the other. */
function push(moved) {
  const { from, to } = form.elements;
  if (from && to && Number(from.value) > Number(to.value)) (moved === from ? to : from).value = moved.value;
  for (const slider of form.querySelectorAll("input[type=range]")) {
    const shown = slider.parentElement.querySelector("output");
    if (shown) shown.value = slider.value;
  }
}

form.addEventListener("input", (event) => {
  push(event.target);
  clearTimeout(waiting);
  waiting = setTimeout(() => renew().catch(() => {}), 120);
});
for (const button of form.querySelectorAll("button[type=submit]")) button.hidden = true;
